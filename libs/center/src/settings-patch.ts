import type { z } from 'zod';
import { accept, refuse, type Result } from '#lib/kernel';
import type { Refusal, RefusedField } from '#lib/platform';
import { centerSettings, type CenterSettings } from './center-settings.js';

/** The settings a center chose itself: what is stored, without the defaults. */
export type ChosenSettings = Record<string, unknown>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Settings nest less deeply; what lies deeper is none of them, and is refused by its first unknown name. */
const deepestMerge = 8;

/** `patch` laid over `target` (JSON Merge Patch, RFC 7396): objects merge, `null` goes back to the default. */
export function mergePatch(target: unknown, patch: unknown, depth = 0): unknown {
  if (!isObject(patch) || depth === deepestMerge) return patch;
  const merged = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value, depth + 1));
  }
  return Object.fromEntries(merged);
}

/** What the stored choices amount to with today's defaults. */
export const settingsFrom = (chosen: ChosenSettings): CenterSettings => centerSettings.parse(chosen);

/** The choices after a patch, or each wrong setting by its path. */
export function patchSettings(
  chosen: ChosenSettings,
  patch: unknown,
): Result<{ chosen: ChosenSettings; settings: CenterSettings }, Refusal> {
  if (!isObject(patch)) {
    return refuse({ code: 'validation_failed', fields: [{ field: 'body', rule: 'isObject' }] });
  }
  const merged = mergePatch(chosen, patch) as ChosenSettings;
  const checked = centerSettings.safeParse(merged);
  return checked.success
    ? accept({ chosen: merged, settings: checked.data })
    : refuse({ code: 'validation_failed', fields: checked.error.issues.flatMap(fieldsOf) });
}

/** Paths of the choices that differ, for example `targets.answer.seconds`. */
export function changedSettings(before: unknown, after: unknown, path: string[] = []): string[] {
  if (!isObject(before) && !isObject(after)) return before === after ? [] : [path.join('.')];
  const from = isObject(before) ? before : {};
  const to = isObject(after) ? after : {};
  const names = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...names].flatMap((name) => changedSettings(from[name], to[name], [...path, name]));
}

type Issue = z.core.$ZodIssue;

const typeRules: Readonly<Record<string, string>> = {
  number: 'isNumber',
  int: 'isInt',
  string: 'isString',
  object: 'isObject',
};

function fieldsOf(issue: Issue): RefusedField[] {
  const field = issue.path.join('.') || 'body';
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        field: [...issue.path, key].join('.'),
        rule: 'whitelistValidation',
      }));
    case 'too_small':
      return [{ field, rule: 'min', parameters: { 0: issue.minimum } }];
    case 'too_big':
      return [{ field, rule: 'max', parameters: { 0: issue.maximum } }];
    case 'invalid_value':
      return [{ field, rule: 'isIn', parameters: { 0: issue.values.join(', ') } }];
    case 'invalid_type':
      return [{ field, rule: typeRules[issue.expected] ?? 'unknown' }];
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'custom':
      return [{ field, rule: 'unknown' }];
  }
}
