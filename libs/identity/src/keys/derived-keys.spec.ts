import { DerivedKeys } from './derived-keys.js';

describe('keys derived from one secret', () => {
  const keys = new DerivedKeys('a secret of tests, long enough to sign with');

  it('differ by purpose and by secret, and are the same after a restart', () => {
    const again = new DerivedKeys('a secret of tests, long enough to sign with');
    const other = new DerivedKeys('another secret, long enough to sign with');
    expect(again.nameDigest('siti')).toBe(keys.nameDigest('siti'));
    expect(other.nameDigest('siti')).not.toBe(keys.nameDigest('siti'));
    const digests = [keys.nameDigest('siti'), keys.requestDigest('siti'), keys.refreshTokenSignature('siti')];
    expect(new Set(digests).size).toBe(3);
  });

  it('seal what only the same secret opens, each time differently', () => {
    const sealed = keys.seal('layad_…');
    expect(sealed).not.toBe(keys.seal('layad_…'));
    expect(keys.unseal(sealed)).toBe('layad_…');
    const other = new DerivedKeys('another secret, long enough to sign with');
    expect(() => other.unseal(sealed)).toThrow();
    const changed = `${sealed.startsWith('A') ? 'B' : 'A'}${sealed.slice(1)}`;
    expect(() => keys.unseal(changed)).toThrow();
  });
});
