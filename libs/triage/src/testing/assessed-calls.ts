import { entryNumber, readyProtocol, TriageRun, type TriageAct, type TriageEvent } from '../engine/index.js';
import { smallProtocol } from './small-protocol.js';
import { assess, type Assessment } from '../case-review/engine/assessment.js';
import type { Standard } from '../case-review/engine/standard.js';

export const standard: Standard = {
  targetSeconds: {
    awake: 60,
    breathing: 60,
    card_chosen: 90,
    determinant: 120,
    arrest_recognised: 120,
    first_compression: 180,
  },
  weights: { questions: 45, order: 10, times: 30, instructions: 15 },
};

export const answeredAt = new Date('2026-11-21T12:00:00Z');
export const small = readyProtocol(smallProtocol());

export const answer = (name: string, value: string | number): TriageAct => {
  const [card, question] = name.split('.') as [string, string];
  return { kind: 'answered', card, question, value };
};
export const choose = (card: string): TriageAct => ({ kind: 'card_chosen', card });
export const read = (script: string, step: string): TriageAct => ({ kind: 'step_read', script, step });
export const finish: TriageAct = { kind: 'finished' };

/** So many seconds after the answer of the call. */
export const after = (seconds: number, act: TriageAct, by = 'user:1'): TriageEvent => ({
  ...act,
  at: new Date(answeredAt.getTime() + seconds * 1_000),
  by,
});

/** One act a second from the answer on. */
export const inTime = (acts: readonly TriageAct[]): TriageEvent[] =>
  acts.map((act, index) => after(index + 1, act));

export const assessed = (events: readonly TriageEvent[], protocol = small): Assessment =>
  assess(protocol, { startedAt: answeredAt, clockAt: answeredAt, events }, standard);

/** Everything as the protocol wants it: every question when it is next, the card at once, the script from its start. */
export function perfectActs(
  protocol: typeof small,
  value: (name: string) => string | number,
  card: string,
): TriageAct[] {
  const run = new TriageRun(protocol, answeredAt);
  const acts: TriageAct[] = [];
  const take = (act: TriageAct) => {
    acts.push(act);
    run.take(after(0, act));
  };
  for (;;) {
    const next = run.nextQuestion();
    if (next) take(answer(next.name, value(next.name)));
    else if (run.card.card.number === entryNumber) take(choose(card));
    else break;
  }
  take(finish);
  return acts;
}
