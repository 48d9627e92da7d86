import type { Priority } from '#lib/contract';
import { unknown, type AnswerValue } from './conditions.js';
import { stepOf, type ReadyProtocol } from './ready-protocol.js';
import type { Question } from './protocol.js';

/** What a person did in a triage. An answer given again to the same question is a change of it. */
export type TriageAct =
  | { kind: 'answered'; card: string; question: string; value: AnswerValue }
  | { kind: 'card_chosen'; card: string }
  | { kind: 'step_read'; script: string; step: string }
  | { kind: 'overridden'; priority: Priority; reason: string }
  | { kind: 'finished' };

/** With the second it was done in, and who did it. */
export type TriageEvent = TriageAct & { at: Date; by: string };

export type Objection =
  'no_such_card' | 'no_such_question' | 'not_an_option' | 'out_of_range' | 'no_such_step' | 'finished';

/** Why this cannot be done on this protocol; undefined when it can. */
export function objectionTo(
  act: TriageAct,
  protocol: ReadyProtocol,
  finished: boolean,
): Objection | undefined {
  switch (act.kind) {
    case 'answered': {
      if (finished) return 'finished';
      const asked = protocol.questions.get(`${act.card}.${act.question}`);
      return asked ? objectionToValue(asked.question, act.value) : 'no_such_question';
    }
    case 'card_chosen':
      if (finished) return 'finished';
      return protocol.cards.has(act.card) ? undefined : 'no_such_card';
    case 'step_read':
      return stepOf(protocol, act.script, act.step) ? undefined : 'no_such_step';
    case 'finished':
      return finished ? 'finished' : undefined;
    case 'overridden':
      return undefined;
  }
}

/** The words that answer a question, besides `unknown`; undefined where any number or words do. */
export function optionsOf(question: Question): string[] | undefined {
  if (question.kind === 'yes_no') return ['yes', 'no'];
  return question.kind === 'choice' ? question.options.map(({ value }) => value) : undefined;
}

function objectionToValue(question: Question, value: AnswerValue): Objection | undefined {
  if (value === unknown) return undefined;
  switch (question.kind) {
    case 'text':
      return typeof value === 'string' ? undefined : 'not_an_option';
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return 'not_an_option';
      return value < question.minimum || value > question.maximum ? 'out_of_range' : undefined;
    case 'yes_no':
    case 'choice':
      return typeof value === 'string' && optionsOf(question)!.includes(value) ? undefined : 'not_an_option';
  }
}
