import type { Protocol } from '../engine/index.js';
import { contentHash } from './content-hash.js';
import { nameOf } from './protocol-reading.js';

export const differenceKinds = ['added', 'removed', 'changed'] as const;

/** One text, number or part that differs. */
export interface Difference {
  /** `cards.06.questions.breathless.ask.en`. */
  path: string;
  kind: (typeof differenceKinds)[number];
  /** As it was, as JSON where it is not a text; null where it is new. */
  before: string | null;
  /** As it is; null where it is gone. */
  after: string | null;
}

/** What differs from one protocol to another, part by part. Parts are matched by their keys, not by their place. */
export function compareProtocols(before: Protocol, after: Protocol): Difference[] {
  return [
    ...compare(byName(before.cards, 'number'), byName(after.cards, 'number'), ['cards']),
    ...compare(byName(before.scripts, 'key'), byName(after.scripts, 'key'), ['scripts']),
  ];
}

/** The hash of each card's content with the scripts it leads to: what a doctor signs is all that is said. */
export function cardHashes({ cards, scripts }: Protocol): Record<string, string> {
  const byKey = new Map(scripts.map((script) => [script.key, script]));
  return Object.fromEntries(
    cards.map((card) => {
      const keys = new Set(card.advice.map(({ script }) => script));
      for (const key of keys) {
        for (const { choices = [] } of byKey.get(key)?.steps ?? []) {
          for (const { script } of choices) if (script !== undefined) keys.add(script);
        }
      }
      return [card.number, contentHash([card, ...[...keys].sort().map((key) => byKey.get(key))])];
    }),
  );
}

/** The cards whose content differs, those that are new among them. */
export function changedCards(
  before: Readonly<Record<string, string>> | undefined,
  after: Readonly<Record<string, string>>,
): string[] {
  return Object.keys(after)
    .filter((number) => before?.[number] !== after[number])
    .sort();
}

type Named = Readonly<Record<string, unknown>>;

const byName = <Part extends object>(parts: readonly Part[], name: keyof Part): Named =>
  Object.fromEntries(parts.map((part) => [String(part[name]), part]));

function compare(before: unknown, after: unknown, path: readonly string[]): Difference[] {
  const [was, is] = [namedParts(before), namedParts(after)];
  if (was && is) {
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) =>
      compare(was[name], is[name], [...path, name]),
    );
  }
  if (contentHash(before ?? null) === contentHash(after ?? null)) return [];
  const place = path.join('.');
  if (before === undefined) return [{ path: place, kind: 'added', before: null, after: asText(after) }];
  if (after === undefined) return [{ path: place, kind: 'removed', before: asText(before), after: null }];
  return [{ path: place, kind: 'changed', before: asText(before), after: asText(after) }];
}

/** The parts of an object or list by their names; conditions are compared whole, for half a condition means nothing. */
function namedParts(value: unknown): Named | undefined {
  if (typeof value !== 'object' || value === null || isCondition(value)) return undefined;
  if (!Array.isArray(value)) return value as Named;
  return Object.fromEntries(value.map((part, index) => [nameOf(part, String(index)), part]));
}

const isCondition = (value: object): boolean => 'all' in value || 'any' in value || 'question' in value;

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
