import type { Locale } from '#lib/contract';

/** How one language writes moments, durations and distances. Moments are in the center's time zone. */
export interface Formats {
  /** `19:24:07` */
  readonly clockTime: (moment: Date | string | number) => string;
  /** `Sab, 21 Nov` */
  readonly day: (moment: Date | number) => string;
  /** `21 Nov 2026 19:24` */
  readonly date: (moment: Date | string | number) => string;
  /** `WIB` */
  readonly zoneName: (moment: Date | number) => string;
  readonly kilometres: (metres: number) => string;
  readonly decimal: (value: number, fractionDigits: number) => string;
}

export function formatsFor(locale: Locale, timeZone: string): Formats {
  const language = locale === 'id' ? 'id-ID' : 'en-GB';
  // Colons in both languages: an operator reads this as a clock, and 19.24.07 looks like a number.
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const day = new Intl.DateTimeFormat(language, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
  const calendarDay = new Intl.DateTimeFormat(language, {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  const zone = new Intl.DateTimeFormat('id-ID', { timeZone, timeZoneName: 'short' });
  const decimal = (value: number, fractionDigits: number): string =>
    value.toLocaleString(language, {
      minimumFractionDigits: fractionDigits,
      maximumFractionDigits: fractionDigits,
    });
  return {
    clockTime: (moment) => time.format(new Date(moment)),
    day: (moment) => day.format(moment),
    date: (moment) => `${calendarDay.format(new Date(moment))} ${time.format(new Date(moment)).slice(0, 5)}`,
    zoneName: (moment) =>
      zone.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone,
    kilometres: (metres) => decimal(metres / 1_000, metres < 10_000 ? 1 : 0),
    decimal,
  };
}

/** `1:12`, `31:10`, `2:04:09`: a running clock, the same in every language. Never negative. */
export function runningClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3_600);
  const minutes = Math.floor((whole % 3_600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
