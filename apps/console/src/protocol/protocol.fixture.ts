import type { CardView, QuestionView, ScriptView } from '../api/generated/types.gen.js';

const words = (en: string) => ({ id: `${en} (id)`, en });

export const question = (key: string, more: Partial<QuestionView> = {}): QuestionView => ({
  key,
  kind: 'yes_no',
  ask: words(`${key}?`),
  short: words(key[0]!.toUpperCase() + key.slice(1)),
  essential: true,
  ...more,
});

export const card = (number: string, more: Partial<CardView> = {}): CardView => ({
  number,
  type: 'diabetic',
  title: words('Diabetic problem'),
  cue: words('sugar'),
  questions: [],
  determinants: [],
  jumps: [],
  dangers: [],
  advice: [],
  sources: [],
  approved: null,
  ...more,
});

export const script = (key: string, more: Partial<ScriptView> = {}): ScriptView => ({
  key,
  title: words(key),
  steps: [],
  sources: [],
  ...more,
});
