import { isLatLon, type LatLon } from '#lib/kernel';

/** Two numbers in the order in which they were written, and where in the text they stood. */
export interface WrittenPair {
  point: LatLon;
  /** Letters or words said which number is which, so their order needs no guessing. */
  isNamed: boolean;
  /** The fewer of the decimals of the two numbers: how finely it was written. */
  decimals: number;
  form: 'decimal' | 'sexagesimal';
  words: string;
}

const names: Readonly<Record<string, { axis: 'lat' | 'lon'; sign: 1 | -1 }>> = {
  N: { axis: 'lat', sign: 1 },
  LU: { axis: 'lat', sign: 1 },
  S: { axis: 'lat', sign: -1 },
  LS: { axis: 'lat', sign: -1 },
  E: { axis: 'lon', sign: 1 },
  BT: { axis: 'lon', sign: 1 },
  W: { axis: 'lon', sign: -1 },
  BB: { axis: 'lon', sign: -1 },
};
const side = '(LU|LS|BT|BB|[NSEW])';
const axisWord = '(?:lat(?:itude)?|lintang|lon(?:g|gitude)?|lng|bujur)?[ :=]{0,3}';

/** `-6.9147, 107.6098` · `6.9147 LS, 107.6098 BT` · `lat: -6.9147 long: 107.6098` */
const withPoint = new RegExp(
  `${axisWord}${side}?[ ]?([+-]?\\d{1,3}\\.\\d{1,17})[ ]?°?[ ]?${side}?[ ]{0,2}[,;/|&]?[ \\n]{0,2}${axisWord}` +
    `${side}?[ ]?([+-]?\\d{1,3}\\.\\d{1,17})[ ]?°?(?:[ ]?${side})?(?![\\d.]*\\d|[a-z])`,
  'gi',
);
/** `-6,9147; 107,6098` · `-6,9147 107,6098` · `-6,9147, 107,6098` */
const withComma = new RegExp(
  `${axisWord}${side}?[ ]?([+-]?\\d{1,3},\\d{3,17})[ ]?°?[ ]?${side}?(?:[ ]?;[ ]?|,?[ \\n]{1,2})${axisWord}` +
    `${side}?[ ]?([+-]?\\d{1,3},\\d{3,17})[ ]?°?(?:[ ]?${side})?(?![\\d]|[a-z])`,
  'gi',
);

const angle =
  `${side}?[ ]?([+-]?\\d{1,3})[ ]?°[ ]?(\\d{1,2}(?:[.,]\\d{1,10})?)[ ]?'` +
  `(?:[ ]?(\\d{1,2}(?:[.,]\\d{1,10})?)[ ]?(?:"|''))?[ ]?${side}?`;
/** `6°54'52.9"S 107°36'35.3"E` */
const sexagesimal = new RegExp(`${angle}[ ]{0,2}[,;/]?[ \\n]{0,2}${angle}`, 'gi');

/** Marks that mean the same, written alike. Keeps the length of the text. */
export const plainMarks = (text: string): string =>
  text
    .replace(/[−–—]/g, '-')
    .replace(/[ºo˚](?=[ ]?\d{1,2}(?:[.,]\d+)?[ ]?['′’])/g, '°')
    .replace(/[º˚]/g, '°')
    .replace(/[′’‘´]/g, "'")
    .replace(/[″”“]/g, '"');

/** Every pair of numbers in a text that can be a place. Give it text from {@link plainMarks}. */
export function writtenPairs(text: string): WrittenPair[] {
  const pairs: (WrittenPair & { at: number })[] = [];
  let rest = text;
  const take = (
    pattern: RegExp,
    read: (match: RegExpMatchArray) => Omit<WrittenPair, 'words'> | undefined,
  ) => {
    for (const match of rest.matchAll(pattern)) {
      const pair = read(match);
      if (!pair) continue;
      pairs.push({ ...pair, words: match[0].trim(), at: match.index });
      rest =
        rest.slice(0, match.index) + ' '.repeat(match[0].length) + rest.slice(match.index + match[0].length);
    }
  };
  take(sexagesimal, (match) => {
    const [, before, degrees, minutes, seconds, after, before2, degrees2, minutes2, seconds2, after2] = match;
    const first = degreesOf(degrees!, minutes!, seconds);
    const second = degreesOf(degrees2!, minutes2!, seconds2);
    if (first === undefined || second === undefined) return undefined;
    // A second of arc is about thirty metres: as fine as four decimals of a degree.
    return pairFrom(first, before ?? after, second, before2 ?? after2, 4, 'sexagesimal');
  });
  for (const pattern of [withPoint, withComma]) {
    take(pattern, ([, before, first, after, before2, second, after2]) => {
      const decimals = Math.min(decimalsOf(first!), decimalsOf(second!));
      return pairFrom(
        numberFrom(first!),
        before ?? after,
        numberFrom(second!),
        before2 ?? after2,
        decimals,
        'decimal',
      );
    });
  }
  return pairs.sort((a, b) => a.at - b.at).map(({ at: _at, ...pair }) => pair);
}

function pairFrom(
  first: number,
  firstSide: string | undefined,
  second: number,
  secondSide: string | undefined,
  decimals: number,
  form: WrittenPair['form'],
): Omit<WrittenPair, 'words'> | undefined {
  const a = firstSide === undefined ? undefined : names[firstSide.toUpperCase()];
  const b = secondSide === undefined ? undefined : names[secondSide.toUpperCase()];
  if (a && b && a.axis === b.axis) return undefined;
  const signed = (value: number, name: typeof a) => (name ? Math.abs(value) * name.sign : value);
  const values = [signed(first, a), signed(second, b)] as const;
  const [lat, lon] = a?.axis === 'lon' || b?.axis === 'lat' ? [values[1], values[0]] : values;
  const point = { lat, lon };
  const isNamed = a !== undefined || b !== undefined;
  const canBe = isLatLon(point) || (!isNamed && isLatLon({ lat: lon, lon: lat }));
  return canBe ? { point, isNamed, decimals, form } : undefined;
}

const numberFrom = (written: string): number => Number(written.replace(',', '.'));
const decimalsOf = (written: string): number => written.length - 1 - Math.max(written.search(/[.,]/), 0);

function degreesOf(degrees: string, minutes: string, seconds: string | undefined): number | undefined {
  const parts = [numberFrom(minutes), seconds === undefined ? 0 : numberFrom(seconds)] as const;
  if (parts[0] >= 60 || parts[1] >= 60) return undefined;
  const size = Math.abs(Number(degrees)) + parts[0] / 60 + parts[1] / 3600;
  return degrees.startsWith('-') ? -size : size;
}
