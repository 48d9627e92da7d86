import type { CardView, ScriptView } from '../api/generated/types.gen.js';

/** The scripts a card leads to, also from one script to the next: they are signed with it. */
export function scriptsOfCard(
  { advice }: Pick<CardView, 'advice'>,
  scripts: readonly ScriptView[],
): ScriptView[] {
  const byKey = new Map(scripts.map((script) => [script.key, script]));
  const keys = new Set(advice.map(({ script }) => script));
  for (const key of keys) {
    for (const { choices = [] } of byKey.get(key)?.steps ?? []) {
      for (const { script } of choices) if (script !== undefined) keys.add(script);
    }
  }
  return [...keys].flatMap((key) => byKey.get(key) ?? []);
}
