import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Where a number without a country code is from: every center is in Indonesia. */
const homeCountry = 'ID';

/**
 * What a switchboard leaves out or writes in its own way: `62812…` without its plus, and the `00` of ITU-T E.123 that
 * Indonesia's own prefixes (001, 007, 008) are not. A national number begins with its trunk `0`, so `62` is the country.
 */
function spelledOut(received: string): string {
  const digits = received.replace(/^tel:/i, '').replace(/[\s().-]/g, '');
  if (/^00[1-9]\d{8,}$/.test(digits)) return `+${digits.slice(2)}`;
  if (/^62\d{8,}$/.test(digits)) return `+${digits}`;
  return received;
}

/** A telephone number as `+628123456789` (ITU-T E.164), or undefined when what was received is not one. */
export function e164From(received: string): string | undefined {
  const number = parsePhoneNumberFromString(spelledOut(received), homeCountry);
  return number?.isValid() ? number.number : undefined;
}

/**
 * What the telephones on the desks can dial to reach a colleague: a number as `+628123456789`, or an extension of the
 * exchange of 2 to 4 digits. Undefined for anything else: a number without its area code reaches nobody from
 * another exchange, and 110 to 119 are the country's own emergency numbers.
 */
export function workTelephoneFrom(typed: string): string | undefined {
  return /^(?!11\d$)[1-9]\d{1,3}$/.test(typed) ? typed : e164From(typed);
}

/** A number as people typed it: in E.164 where it is a telephone number, else as typed, because words are kept. */
export const telephoneNumberFrom = (typed: string): string => e164From(typed) ?? typed;
