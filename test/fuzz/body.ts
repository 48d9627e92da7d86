/**
 * A body as it will be written, which may be no JSON at all: an object is a list of members, so that a key may come
 * twice and `__proto__` is a key like any other, and a piece of text may stand anywhere.
 */
export type Body = null | boolean | number | string | Raw | Body[] | Members;

/** Written as it is, quoted by nobody. */
export class Raw {
  constructor(readonly text: string) {}
}

export class Members {
  constructor(readonly list: [string, Body][]) {}
}

export function textOf(body: Body): string {
  if (body instanceof Raw) return body.text;
  if (Array.isArray(body)) return `[${body.map(textOf).join(',')}]`;
  if (body instanceof Members) {
    return `{${body.list.map(([key, value]) => `${JSON.stringify(key)}:${textOf(value)}`).join(',')}}`;
  }
  return JSON.stringify(body);
}
