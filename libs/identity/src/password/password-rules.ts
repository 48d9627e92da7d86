import { identitySettings } from '../identity-settings.js';
import { commonPasswords } from './common-passwords.js';

/** Fewer different characters than this is a pattern, not a password: `1111111111`, `abababababab`. */
const leastDifferentCharacters = 5;

/**
 * Whether a password is too easy to guess. Length and a list of what is tried first, no rules on kinds of characters,
 * as NIST SP 800-63B §5.1.1.2 advises. The list is compared with and without the digits and signs at the end, so
 * that `Rahasia12345!` is found as well.
 */
export function passwordTooWeak(password: string, username: string): boolean {
  const typed = password.normalize('NFKC').toLowerCase();
  const core = withoutEnding(typed);
  return (
    [...typed].length < identitySettings.passwordMinimumLength ||
    new Set(typed).size < leastDifferentCharacters ||
    commonPasswords.has(typed) ||
    commonPasswords.has(core) ||
    typed === username ||
    (core !== '' && core === withoutEnding(username))
  );
}

const withoutEnding = (text: string) => text.replace(/[^\p{L}]+$/u, '');
