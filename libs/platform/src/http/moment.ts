/** From the year 1, because PostgreSQL knows no year 0, to the last that ISO 8601 writes with four digits. */
const first = Date.parse('0001-01-01T00:00:00.000Z');
const last = Date.parse('9999-12-31T23:59:59.999Z');

const timePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** A moment as ISO 8601 writes it, with its zone; undefined for anything that not every part of the system can keep. */
export function momentFrom(text: string): Date | undefined {
  if (!timePattern.test(text)) return undefined;
  const moment = new Date(text);
  return moment.getTime() >= first && moment.getTime() <= last ? moment : undefined;
}

/** Whether a text is a moment exactly as this system writes it: UTC, with milliseconds, on a day that exists. */
export const isWrittenMoment = (text: string): boolean => momentFrom(text)?.toISOString() === text;
