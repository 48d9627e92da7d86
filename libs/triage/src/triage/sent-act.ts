import { accept, refuse, type Result } from '#lib/kernel';
import type { Refusal } from '#lib/platform';
import {
  fullName,
  objectionTo,
  optionsOf,
  unknown,
  type Question,
  type ReadyProtocol,
  type TriageAct,
} from '../engine/index.js';

/** An act as it is sent: every answer is a text. */
export type SentAct =
  | { kind: 'answered'; card: string; question: string; value: string }
  | Exclude<TriageAct, { kind: 'answered' }>;

/** The act as the protocol understands it; refused where it names what the protocol does not have. */
export function readAct(sent: SentAct, protocol: ReadyProtocol): Result<TriageAct, Refusal> {
  const act: TriageAct = sent.kind === 'answered' ? withValue(sent, protocol) : sent;
  const question =
    act.kind === 'answered' ? protocol.questions.get(fullName(act.card, act.question))?.question : undefined;
  switch (objectionTo(act, protocol, false)) {
    case undefined:
    case 'finished':
      return accept(act);
    case 'no_such_card':
      return refusedField('card', 'notFound');
    case 'no_such_question':
      return refusedField('question', 'notFound');
    case 'no_such_step':
      return refusedField('step', 'notFound');
    case 'not_an_option':
      return refusedField('value', 'notAnOption', { 0: possible(question!) });
    case 'out_of_range': {
      const { minimum, maximum } = question as Extract<Question, { kind: 'number' }>;
      return refusedField('value', 'outOfRange', { 0: minimum, 1: maximum });
    }
  }
}

function withValue(sent: Extract<SentAct, { kind: 'answered' }>, protocol: ReadyProtocol): TriageAct {
  const question = protocol.questions.get(fullName(sent.card, sent.question))?.question;
  const isNumber = question?.kind === 'number' && sent.value !== unknown;
  return isNumber ? { ...sent, value: Number(sent.value.replace(',', '.')) } : sent;
}

const possible = (question: Question): string => [...(optionsOf(question) ?? ['0…9']), unknown].join(', ');

const refusedField = (field: string, rule: string, parameters?: Record<string, unknown>) =>
  refuse<Refusal>({
    code: 'validation_failed',
    fields: [{ field, rule, ...(parameters ? { parameters } : {}) }],
  });
