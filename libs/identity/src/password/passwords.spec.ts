import { passwordTooWeak } from './password-rules.js';
import { hashPassword, passwordMatches } from './passwords.js';

describe('a password', () => {
  it.each([
    ['tujuh7sem', 'nine characters'],
    ['password123', 'common, with digits'],
    ['Bismillah!!!1', 'common, with signs'],
    ['1234567890', 'digits in a row'],
    ['aaaaaaaaaaaa', 'one letter'],
    ['abababababab', 'two letters'],
    ['siti.rahma', 'the user name'],
    ['Siti.Rahma-1998', 'the user name with a year'],
    ['ｐａｓｓｗｏｒｄ１２３', 'common, in wide characters'],
  ])('%s is too weak: %s', (password) => {
    expect(passwordTooWeak(password, 'siti.rahma')).toBe(true);
  });

  it.each(['kuda lumping di Braga', 'xK9#mQ2$vL', 'naik becak ke Gasibu', '7 angkot, 3 becak'])(
    '%s is good',
    (password) => expect(passwordTooWeak(password, 'siti.rahma')).toBe(false),
  );

  it('of digits alone is not compared with a user name of digits', () => {
    expect(passwordTooWeak('8305917264', '119')).toBe(false);
  });

  it('matches its own hash and no other, and nobody’s hash never', async () => {
    const stored = await hashPassword('kuda lumping di Braga');
    expect(await passwordMatches('kuda lumping di Braga', stored)).toBe(true);
    expect(await passwordMatches('kuda lumping di braga', stored)).toBe(false);
    expect(await passwordMatches('the password of nobody', undefined)).toBe(false);
  });

  it('is hashed beside the event loop, not on it', async () => {
    let turns = 0;
    const turn = (): void => {
      turns += 1;
      next = setImmediate(turn);
    };
    let next = setImmediate(turn);
    await Promise.all(Array.from({ length: 12 }, () => hashPassword('kuda lumping di Braga')));
    clearImmediate(next);
    // On the loop, at most one turn could pass between two of them.
    expect(turns).toBeGreaterThan(12);
  });
});
