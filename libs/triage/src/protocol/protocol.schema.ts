import { incidentTypes } from '#lib/contract';
import { z } from 'zod';
import { filled, levels, stepMarks, type Card, type Condition, type Script } from '../engine/index.js';

/** Longest texts, characters: what is spoken in one breath, and what is read at a glance. */
const spoken = 2_000;

const key = z.string().regex(/^[a-z][A-Za-z0-9]{0,59}$/, 'lower camel case, at most 60 letters and digits');
const scriptKey = z.string().regex(/^[a-z][A-Za-z0-9_-]{0,59}$/, 'letters, digits, _ and -, at most 60');
const optionValue = z.string().regex(/^[a-z0-9][A-Za-z0-9_-]{0,59}$/, 'letters, digits, _ and -, at most 60');
const cardNumber = z.string().regex(/^\d\d$/, 'two digits');
const text = z
  .string()
  .max(spoken)
  .refine((value) => value.trim() !== '');
const words = z.strictObject({ id: text, en: text });
const questionName = z
  .string()
  .regex(/^(\d\d\.)?[a-z][A-Za-z0-9]{0,59}$/, 'the key of a question, or 00.<key>');

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(condition).max(50) }),
    z.strictObject({ any: z.array(condition).max(50) }),
    z.strictObject({ question: questionName, in: z.array(z.string().max(60)).min(1).max(50) }),
    z.strictObject({
      question: questionName,
      atLeast: z.number().optional(),
      below: z.number().optional(),
    }),
  ]),
);

const asked = {
  key,
  ask: words,
  short: words,
  hint: words.optional(),
  when: condition.optional(),
  essential: z.boolean(),
};
const question = z.discriminatedUnion('kind', [
  z.strictObject({ ...asked, kind: z.literal('yes_no') }),
  z.strictObject({
    ...asked,
    kind: z.literal('choice'),
    options: z
      .array(z.strictObject({ value: optionValue, label: words }))
      .min(1)
      .max(50),
  }),
  z.strictObject({
    ...asked,
    kind: z.literal('number'),
    unit: words,
    minimum: z.number(),
    maximum: z.number(),
    fills: z.enum(filled).optional(),
  }),
  z.strictObject({ ...asked, kind: z.literal('text') }),
]);

const sources = z
  .array(
    z.strictObject({
      title: z.string().min(1).max(500),
      publisher: z.string().min(1).max(300),
      year: z.int().min(1900).max(2200),
      url: z.url().max(1_000).optional(),
    }),
  )
  .max(100);

export const cardSchema: z.ZodType<Card> = z.strictObject({
  number: cardNumber,
  type: z.enum(incidentTypes),
  title: words,
  cue: words,
  byJumpOnly: z.boolean().optional(),
  questions: z.array(question).max(100),
  determinants: z
    .array(
      z.strictObject({
        level: z.enum(levels),
        line: z.string().regex(/^\d\d$/, 'two digits'),
        label: words,
        when: condition.optional(),
      }),
    )
    .min(1)
    .max(100),
  jumps: z.array(z.strictObject({ when: condition, to: cardNumber, reason: words })).max(50),
  dangers: z.array(z.strictObject({ when: condition.optional(), text: words })).max(50),
  advice: z.array(z.strictObject({ when: condition.optional(), script: scriptKey })).max(50),
  sources,
});

export const scriptSchema: z.ZodType<Script> = z.strictObject({
  key: scriptKey,
  title: words,
  steps: z
    .array(
      z.strictObject({
        key,
        say: words,
        hint: words.optional(),
        pace: z
          .strictObject({
            minimum: z.number().min(1).max(300),
            maximum: z.number().min(1).max(300),
          })
          .optional(),
        marks: z.enum(stepMarks).optional(),
        choices: z
          .array(z.strictObject({ label: words, step: key.optional(), script: scriptKey.optional() }))
          .min(1)
          .max(20)
          .optional(),
      }),
    )
    .min(1)
    .max(200),
  sources,
});
