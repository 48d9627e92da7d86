import type { z } from 'zod';
import type { Card, Protocol, Script } from '../engine/index.js';
import type { Fault } from './fault.js';
import { protocolFaults } from './protocol-check.js';
import { cardSchema, scriptSchema } from './protocol.schema.js';

/** A card or script as it came, with the file it came from. */
export interface Part {
  kind: 'card' | 'script';
  content: unknown;
  file?: string;
}

export interface Reading {
  /** Only without faults. */
  protocol?: Protocol;
  faults: Fault[];
}

/** A protocol from its parts: their shape first, and when all have one, what they say of each other. */
export function readProtocol(parts: readonly Part[]): Reading {
  const cards: Card[] = [];
  const scripts: Script[] = [];
  const files = new Map<string, string>();
  const faults: Fault[] = [];
  for (const [index, part] of parts.entries()) {
    const at = partPath(part, index);
    if (part.file !== undefined && !files.has(at)) files.set(at, part.file);
    const parsed = (part.kind === 'card' ? cardSchema : scriptSchema).safeParse(part.content);
    if (!parsed.success) faults.push(...parsed.error.issues.map((issue) => shapeFault(issue, part, at)));
    else if (part.kind === 'card') cards.push(parsed.data as Card);
    else scripts.push(parsed.data as Script);
  }
  if (faults.length > 0) return { faults };
  const protocol: Protocol = {
    cards: cards.sort((a, b) => (a.number < b.number ? -1 : 1)),
    scripts: scripts.sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
  const found = protocolFaults(protocol).map((fault) => {
    const file = files.get(fault.path.split('.', 2).join('.'));
    return file === undefined ? fault : { ...fault, file };
  });
  return found.length > 0 ? { faults: found } : { protocol, faults: [] };
}

/** A whole protocol as one document, `{cards, scripts}`, as it is sent and stored. */
export function readDocument(document: unknown): Reading {
  const { cards, scripts, ...others } = (
    typeof document === 'object' && document !== null ? document : {}
  ) as Record<string, unknown>;
  const faults = [
    ...(Array.isArray(cards) ? [] : ['cards']),
    ...(Array.isArray(scripts) ? [] : ['scripts']),
    ...(cards && scripts ? Object.keys(others) : []),
  ].map((path): Fault => ({
    path,
    rule: 'shape',
    about: { reason: 'expected {cards: [...], scripts: [...]}' },
  }));
  if (faults.length > 0) return { faults };
  return readProtocol([
    ...(cards as unknown[]).map((content): Part => ({ kind: 'card', content })),
    ...(scripts as unknown[]).map((content): Part => ({ kind: 'script', content })),
  ]);
}

/** `cards.06` or `scripts.cprAdult`; its place in the list where it does not say. */
function partPath({ kind, content }: Part, index: number): string {
  const { number, key } = (typeof content === 'object' && content !== null ? content : {}) as {
    number?: unknown;
    key?: unknown;
  };
  const name = kind === 'card' ? number : key;
  return `${kind}s.${typeof name === 'string' && name !== '' ? name : index}`;
}

const languages = { id: 'Indonesia / Indonesian', en: 'Inggris / English' } as const;

function shapeFault(issue: z.core.$ZodIssue, { content, file }: Part, at: string): Fault {
  const place = {
    path: [at, ...namedPath(content, issue.path)].join('.'),
    ...(file === undefined ? {} : { file }),
  };
  const last = issue.path.at(-1);
  const isMissing =
    issue.code === 'custom' || (issue.code === 'invalid_type' && valueAt(content, issue.path) === undefined);
  if ((last === 'id' || last === 'en') && isMissing) {
    return { ...place, rule: 'translationMissing', about: { language: languages[last] } };
  }
  return { ...place, rule: 'shape', about: { reason: issue.message } };
}

/** A path by what its parts are called instead of where they stand in their list. */
function namedPath(content: unknown, path: readonly PropertyKey[]): string[] {
  let value = content;
  return path.map((part) => {
    const inList = Array.isArray(value);
    value = (value as Record<PropertyKey, unknown> | undefined)?.[part];
    return inList ? nameOf(value, String(part)) : String(part);
  });
}

export function nameOf(value: unknown, otherwise: string): string {
  const {
    key,
    value: option,
    level,
    line,
  } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const determinant = typeof level === 'string' && typeof line === 'string' ? `${level}.${line}` : undefined;
  const name = [key, option, determinant].find((one) => typeof one === 'string' && one !== '');
  return typeof name === 'string' ? name : otherwise;
}

const valueAt = (content: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, part) => (value as Record<PropertyKey, unknown> | undefined)?.[part], content);
