import { Members, type Body } from './body.js';
import type { Choice } from './choice.js';
import { hostileNumbers, hostileTexts, hostileTimes, hostileValue } from './hostile.js';

/** The body with one thing wrong, somewhere. */
export function mutated(body: Body, choice: Choice): Body {
  if (body instanceof Members) return mutatedMembers(body, choice);
  if (Array.isArray(body)) return mutatedList(body, choice);
  if (choice.happens(0.4)) return hostileValue(choice);
  if (typeof body === 'number') return choice.of(hostileNumbers);
  if (typeof body !== 'string') return hostileValue(choice);
  return choice.of(/^\d{4}-\d\d/.test(body) ? hostileTimes : hostileTexts);
}

function mutatedMembers({ list }: Members, choice: Choice): Body {
  const at = choice.whole(0, Math.max(0, list.length - 1));
  const kind = list.length === 0 ? choice.whole(0, 3) : choice.whole(0, 12);
  switch (kind) {
    case 0:
      return hostileValue(choice);
    case 1:
      return new Members([
        ...list,
        [
          choice.of(['extra', 'id', 'centerId', 'version', 'role', 'state', ...hostileTexts]),
          hostileValue(choice),
        ],
      ]);
    case 2:
      return new Members([['__proto__', new Members([['role', 'admin']])], ...list]);
    case 3:
      return [new Members(list)];
    case 4:
      return new Members(list.filter((_, index) => index !== at));
    case 5:
      return new Members([...list, [list[at]![0], hostileValue(choice)]]);
    case 6:
      return swapped(list);
    default:
      return new Members(
        list.map(([key, value], index) => [key, index === at ? mutated(value, choice) : value]),
      );
  }
}

/** Latitude and longitude confused; where there are none, a place on the other side of the world. */
function swapped(list: [string, Body][]): Body {
  const other: Record<string, string> = { lat: 'lon', lon: 'lat' };
  if (list.some(([key]) => key === 'lat')) {
    return new Members(list.map(([key, value]) => [other[key] ?? key, value]));
  }
  return new Members([...list, ['lat', 52.5], ['lon', 13.4]]);
}

function mutatedList(list: Body[], choice: Choice): Body {
  const at = choice.whole(0, Math.max(0, list.length - 1));
  switch (choice.whole(0, 5)) {
    case 0:
      return hostileValue(choice);
    case 1:
      return [...list, hostileValue(choice)];
    case 2:
      return list.length === 0 ? null : Array.from({ length: 6_000 }, () => list[at]!);
    case 3:
      return list.length === 0 ? [[]] : (list[at] ?? null);
    default:
      return list.map((item, index) => (index === at ? mutated(item, choice) : item));
  }
}

/** Texts that look like the body and are no JSON, or not all of it. */
export function brokenText(text: string, choice: Choice): string | Buffer {
  switch (choice.whole(0, 11)) {
    case 0:
      return '';
    case 1:
      return text.slice(0, choice.whole(0, text.length));
    case 2:
      return `${text}${text}`;
    case 3:
      return `${text},`;
    case 4:
      return `\ufeff${text}`;
    case 5:
      return Buffer.from(text, 'utf16le');
    case 6:
      return Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xfe, 0xc0, 0x80])]);
    case 7:
      return text.replaceAll('"', "'");
    case 8:
      return `/* */ ${text}`;
    case 9:
      return `${'['.repeat(100_000)}`;
    case 10:
      return `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    default:
      return Buffer.from(Array.from({ length: choice.whole(1, 200) }, () => choice.whole(0, 255)));
  }
}
