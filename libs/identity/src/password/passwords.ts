import { Algorithm, hash, verify } from '@node-rs/argon2';
import { identitySettings } from '../identity-settings.js';

const { memoryKibibytes, passes, lanes } = identitySettings.argon2;

/** The same typed characters are the same password, whichever way a keyboard composes them (NIST SP 800-63B). */
const canonical = (password: string) => password.normalize('NFKC');

/** The PHC string to store: `$argon2id$v=19$m=19456,t=2,p=1$…`. Works on a thread of its own, not on the event loop. */
export function hashPassword(password: string): Promise<string> {
  return hash(canonical(password), {
    algorithm: Algorithm.Argon2id,
    memoryCost: memoryKibibytes,
    timeCost: passes,
    parallelism: lanes,
  });
}

let nobodysHash: Promise<string> | undefined;

/**
 * Whether the password is right. Without a stored hash the same work is done against a hash that nobody's password
 * gives, so that the time of the answer does not tell whether the user exists.
 */
export async function passwordMatches(password: string, storedHash: string | undefined): Promise<boolean> {
  nobodysHash ??= hashPassword('the password of nobody');
  const right = await verify(storedHash ?? (await nobodysHash), canonical(password));
  return right && storedHash !== undefined;
}
