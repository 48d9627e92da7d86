import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretFor } from './embedded-secret.js';

describe('the secret of the embedded database', () => {
  let dataFolder: string;
  let path: string;
  beforeEach(() => {
    dataFolder = join(mkdtempSync(join(tmpdir(), 'layad-secret-')), 'data');
    path = join(dataFolder, 'secret');
  });
  afterEach(() => rmSync(join(dataFolder, '..'), { recursive: true }));

  const secret = () => secretFor({ secret: undefined, databaseUrl: undefined, dataFolder });
  const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);

  it('is made at the first start, for its owner only, and kept', () => {
    const made = secret();
    expect(made.length).toBeGreaterThanOrEqual(64);
    expect(secret()).toBe(made);
    expect(mode(path)).toBe('600');
    expect(mode(dataFolder)).toBe('700');
    expect(readdirSync(dataFolder)).toEqual(['secret']);
  });

  it('differs from installation to installation', () => {
    const made = secret();
    rmSync(path);
    expect(secret()).not.toBe(made);
  });

  it.each([0o644, 0o640, 0o602])('is replaced when others could read or write it (mode %o)', (open) => {
    const made = secret();
    chmodSync(path, open);
    expect(secret()).not.toBe(made);
    expect(mode(path)).toBe('600');
  });

  it('is replaced when its writing was cut short', () => {
    mkdirSync(dataFolder);
    writeFileSync(path, 'short', { mode: 0o600 });
    expect(secret().length).toBeGreaterThanOrEqual(64);
  });

  it('is refused when a link or a folder stands in its place', () => {
    mkdirSync(dataFolder);
    symlinkSync('/etc/hostname', path);
    expect(secret).toThrow('LAYAD_DATA_DIR');
    rmSync(path);
    mkdirSync(path);
    expect(secret).toThrow('LAYAD_DATA_DIR');
  });

  it('is never made for a server database, nor where one is configured', () => {
    expect(() => secretFor({ secret: undefined, databaseUrl: 'postgres://x', dataFolder })).toThrow(
      'LAYAD_SECRET',
    );
    expect(secretFor({ secret: 'the configured one', databaseUrl: undefined, dataFolder })).toBe(
      'the configured one',
    );
    expect(() => statSync(dataFolder)).toThrow('ENOENT');
  });
});
