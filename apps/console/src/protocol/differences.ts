import type {
  CardView,
  DifferenceView,
  ProtocolVersionView,
  ScriptView,
} from '../api/generated/types.gen.js';
import type { Language } from '../language/language.js';
import type { TextKey } from '../language/language.js';
import { conditionText, isCondition, questionsOf } from './conditions.js';

type Content = Pick<ProtocolVersionView, 'cards' | 'scripts'>;
type Words = Pick<Language, 'text' | 'locale'>;

/** Everything that differs in one card or one script. */
export interface DifferenceGroup {
  readonly kind: 'cards' | 'scripts';
  /** The number of the card, the key of the script. */
  readonly name: string;
  /** Set where the whole card or script is new or gone. */
  readonly whole: 'added' | 'removed' | null;
  readonly rows: readonly DifferenceView[];
}

export function differenceGroups(differences: readonly DifferenceView[]): DifferenceGroup[] {
  const groups = new Map<string, DifferenceView[]>();
  for (const difference of differences) {
    const [kind = '', name = ''] = difference.path.split('.');
    const key = `${kind}.${name}`;
    groups.set(key, [...(groups.get(key) ?? []), difference]);
  }
  return [...groups].map(([key, rows]) => {
    const [kind, name = ''] = key.split('.');
    const [only] = rows;
    const whole = only?.path === key && only.kind !== 'changed' ? only.kind : null;
    return { kind: kind === 'scripts' ? 'scripts' : 'cards', name, whole, rows };
  });
}

/** Where a difference or a fault is, for people: `Questions › Breathless › spoken › English`. */
export function placeText(path: string, versions: readonly Content[], words: Words): string {
  const [kind = '', name = '', ...rest] = path.split('.');
  const parts = versions.flatMap((version) => partOf(version, kind, name) ?? []);
  return within(rest)
    .map((segment, index, all) => nameOfPart(segment, all[index - 1], parts, words) ?? segment)
    .map((segment) => fieldName(segment, words))
    .join(' › ');
}

/** The title of a card or script in the first of the versions that has it. */
export function titleOf(
  kind: string,
  name: string,
  versions: readonly Content[],
  { text, locale }: Words,
): string {
  const title = versions.flatMap((version) => partOf(version, kind, name) ?? [])[0]?.title[locale];
  if (kind === 'scripts') return text('protocol.scriptTitle', { title: title ?? name });
  return text('protocol.cardTitle', { number: name, title: title ?? '' }).trim();
}

const partOf = (version: Content, kind: string, name: string): CardView | ScriptView | undefined =>
  kind === 'cards'
    ? version.cards.find(({ number }) => number === name)
    : version.scripts.find(({ key }) => key === name);

/** The names below a card; that of a determinant holds a point: `A.01`. */
function within(segments: readonly string[]): string[] {
  const names: string[] = [];
  for (const segment of segments) {
    const before = names.at(-1);
    if (names.at(-2) === 'determinants' && before !== undefined && /^[A-D]$/.test(before)) {
      names[names.length - 1] = `${before}.${segment}`;
    } else names.push(segment);
  }
  return names;
}

/** Questions, options and steps by their words instead of their keys; parts without a key are counted from one. */
function nameOfPart(
  segment: string,
  list: string | undefined,
  parts: readonly (CardView | ScriptView)[],
  { locale }: Words,
): string | undefined {
  for (const part of parts) {
    if ('questions' in part && list === 'questions') {
      const question = part.questions.find(({ key }) => key === segment);
      if (question) return question.short[locale];
    }
    if ('questions' in part && list === 'options') {
      const options = part.questions.flatMap((question) => question.options ?? []);
      const option = options.find(({ value }) => value === segment);
      if (option) return option.label[locale];
    }
    if ('steps' in part && list === 'steps') {
      const place = part.steps.findIndex(({ key }) => key === segment);
      if (place >= 0) return String(place + 1);
    }
  }
  return /^\d+$/.test(segment) ? String(Number(segment) + 1) : undefined;
}

const fields = [
  ...['number', 'type', 'title', 'cue', 'byJumpOnly', 'questions', 'determinants', 'jumps', 'dangers'],
  ...['advice', 'sources', 'key', 'kind', 'ask', 'short', 'hint', 'when', 'essential', 'options', 'unit'],
  ...[
    'minimum',
    'maximum',
    'fills',
    'level',
    'line',
    'label',
    'to',
    'reason',
    'text',
    'script',
    'publisher',
    'year',
  ],
  ...['url', 'steps', 'say', 'pace', 'marks', 'choices', 'step', 'value', 'id', 'en'],
];

const fieldName = (segment: string, { text }: Words): string =>
  fields.includes(segment) ? text(`protocolField.${segment}` as TextKey) : segment;

/** A value of the protocol in lines for people: a text as it is, anything else by its parts. */
export function readable(value: string, path: string, version: Content, words: Words): readonly string[] {
  const [kind, name] = path.split('.');
  const card = kind === 'cards' ? version.cards.find(({ number }) => number === name) : undefined;
  return lines(parsed(value), { version, card, words });
}

interface Context {
  readonly version: Content;
  readonly card: CardView | undefined;
  readonly words: Words;
}

function lines(value: unknown, context: Context): string[] {
  const { text } = context.words;
  if (value === true || value === false) return [text(value ? 'answer.yes' : 'answer.no')];
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap((one) => [lines(one, context).join(' · ')]);
  if (typeof value !== 'object' || value === null) return ['–'];
  if (isCondition(value)) {
    const { version, card, words } = context;
    return [conditionText(value, questionsOf(version.cards, card), words)];
  }
  if ('id' in value && 'en' in value) return [`${String(value.id)} / ${String(value.en)}`];
  return Object.entries(value)
    .filter(([field]) => field !== 'key')
    .map(([field, part]) => `${fieldName(field, context.words)}: ${lines(part, context).join('; ')}`);
}

/** Texts come as they are; everything else as JSON. */
function parsed(value: string): unknown {
  if (!/^([[{]|true$|false$)/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
