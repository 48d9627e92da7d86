import { seededRandom } from '#lib/kernel';
import {
  optionsOf,
  TriageRun,
  unknown,
  type AnswerValue,
  type ReadyProtocol,
  type ReadyQuestion,
} from '#lib/triage';

const at = new Date(0);
const by = 'user:bench';

/** What a number of triages came to. */
export interface Outcome {
  triages: number;
  events: number;
  /** How often each determinant was the result. */
  determinants: Map<string, number>;
}

/**
 * Calls in which a card is chosen and every question is answered at random until none is left, as often as `triages`
 * says.
 * @throws Error when one ends without a result
 */
export function runTriages(protocol: ReadyProtocol, triages: number, seed: number): Outcome {
  const random = seededRandom(seed);
  const cards = [...protocol.cards.keys()].slice(1);
  const determinants = new Map<string, number>();
  let events = 0;
  for (let number = 0; number < triages; number++) {
    const run = new TriageRun(protocol, at);
    run.take({ kind: 'card_chosen', card: cards[Math.floor(random() * cards.length)]!, at, by });
    events++;
    for (let next = run.nextQuestion(); next !== undefined; next = run.nextQuestion()) {
      const { card, question } = next;
      run.take({ kind: 'answered', card, question: question.key, value: anyAnswer(next, random), at, by });
      events++;
    }
    const code = run.danger?.grade?.code;
    if (code === undefined || run.priority === null) throw new Error('a triage ended without a result');
    determinants.set(code, (determinants.get(code) ?? 0) + 1);
  }
  return { triages, events, determinants };
}

/** The least that anything doing the same would cost: as many arrays of as many entries, each folded into a map. */
export function foldArrays(protocol: ReadyProtocol, { triages, events }: Outcome, seed: number): number {
  const random = seededRandom(seed);
  const questions = [...protocol.questions.values()];
  const each = Math.round(events / triages);
  let kept = 0;
  for (let number = 0; number < triages; number++) {
    const entries = Array.from({ length: each }, () => {
      const question = questions[Math.floor(random() * questions.length)]!;
      return { name: question.name, value: anyAnswer(question, random), at, by };
    });
    const answers = new Map<string, { value: AnswerValue; at: Date; by: string }>();
    for (const { name, ...answer } of entries) answers.set(name, answer);
    kept += answers.size;
  }
  return kept;
}

function anyAnswer({ question }: ReadyQuestion, random: () => number): AnswerValue {
  if (question.kind === 'number') {
    return question.minimum + Math.floor(random() * (question.maximum - question.minimum));
  }
  const options = optionsOf(question) ?? [unknown];
  const place = Math.floor(random() * (options.length + 1));
  return options[place] ?? unknown;
}
