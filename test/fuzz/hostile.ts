import { Members, Raw, type Body } from './body.js';
import type { Choice } from './choice.js';

/** Texts that break what does not expect them. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'nol\u0000di tengah',
  '\ud800',
  'separuh \udc00 pasang',
  '🚑🆘👩‍⚕️',
  '\u202eterbalik\u202c',
  'مرحبا بالعالم',
  'ÅÅ'.normalize('NFD'),
  '\ufeffBOM',
  '\r\nSet-Cookie: a=b',
  "'; drop table incident; --",
  "' or '1'='1",
  '1; select pg_sleep(20)',
  '"}],"x":1',
  '$1',
  '%s%s%n',
  '%',
  '_',
  '\\',
  '{{7*7}}',
  '${process.exit(1)}',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '{id}',
  'null',
  'undefined',
  'NaN',
  'true',
  '0',
  '-1',
  '1e309',
  '0x10',
  '[object Object]',
  '__proto__',
  'constructor',
  'a'.repeat(201),
  'x'.repeat(5_000),
  '字'.repeat(4_001),
];

/** Times in odd formats, of odd years, or that never were. */
export const hostileTimes: readonly string[] = [
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
  '1969-12-31T23:59:59Z',
  '2026-02-30T10:00:00Z',
  '2026-13-01T10:00:00Z',
  '2026-11-21T24:00:00Z',
  '2026-11-21T25:61:61Z',
  '2016-12-31T23:59:60Z',
  '2026-11-21T10:00:00',
  '2026-11-21',
  '21/11/2026 10.00',
  '2026-11-21 10:00:00Z',
  '2026-11-21T10:00:00+99:99',
  '2026-11-21T10:00:00+14:00',
  '2026-11-21T10:00Z',
  '+275760-09-13T00:00:00.000Z',
  '-000001-01-01T00:00:00Z',
  'kemarin',
  '1763719200',
  '1763719200000',
];

/** Numbers at and over the edges, and what JSON has no number for. */
export const hostileNumbers: readonly Body[] = [
  0,
  new Raw('-0'),
  -1,
  0.1,
  1e-320,
  90.0000001,
  180.0000001,
  -91,
  361,
  2_147_483_647,
  2_147_483_648,
  -2_147_483_649,
  Number.MAX_SAFE_INTEGER,
  new Raw('9007199254740993'),
  new Raw('18446744073709551616'),
  new Raw('1e308'),
  new Raw('1e309'),
  new Raw('-1e999'),
  new Raw('1E400'),
  new Raw('NaN'),
  new Raw('Infinity'),
  new Raw('-Infinity'),
  new Raw('01'),
  new Raw('1.'),
  new Raw('0x1F'),
  new Raw(`0.${'1'.repeat(400)}`),
  new Raw('9'.repeat(400)),
];

const nested = (depth: number) => new Raw(`${'['.repeat(depth)}${']'.repeat(depth)}`);
const nestedObjects = (depth: number) => new Raw(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);

/** Anything that was not asked for. */
export function hostileValue(choice: Choice): Body {
  switch (choice.whole(0, 9)) {
    case 0:
      return null;
    case 1:
      return choice.of([true, false]);
    case 2:
    case 3:
      return choice.of(hostileNumbers);
    case 4:
      return choice.of<Body>([[], [null], [[]], [1, 'a', new Members([])]]);
    case 5:
      return choice.of([
        new Members([]),
        new Members([['__proto__', new Members([['isAdmin', true]])]]),
        new Members([['constructor', new Members([['prototype', new Members([])]])]]),
        new Members([['length', 4_294_967_295]]),
        new Members([['toString', 'x']]),
        new Members([['$gt', '']]),
      ]);
    case 6:
      return choice.of([nested(20), nested(40), nested(5_000), nestedObjects(40), nestedObjects(5_000)]);
    case 7:
      return choice.of(hostileTimes);
    default:
      return choice.of(hostileTexts);
  }
}
