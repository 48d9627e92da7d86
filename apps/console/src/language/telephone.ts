import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Language } from './language.js';

/** Every center is in Indonesia: its numbers are read without their country. */
const homeCountry = 'ID';

/**
 * A number as people here read it and say it aloud: `0857-2201-0044` for `+6285722010044`, others with their country
 * (`+65 6123 4567`). What is not E.164 stays as it was written. What is sent or compared stays E.164: the server takes
 * both.
 */
export function telephoneText(number: string): string {
  if (!number.startsWith('+')) return number;
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return number;
  return parsed.country === homeCountry ? parsed.formatNational() : parsed.formatInternational();
}

/** The number of a call, or that it came without one. */
export const callerNumberText = (number: string | null, { text }: Pick<Language, 'text'>): string =>
  number === null ? text('contacts.noNumber') : telephoneText(number);
