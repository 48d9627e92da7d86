import {
  optionsOf,
  questionsIn,
  testOf,
  unknown,
  type AnswerValue,
  type Card,
  type Condition,
  type Jump,
  type Question,
  type Script,
  type Step,
} from '../engine/index.js';

/** The steps that can follow a step within its script, and whether the script can end or go elsewhere there. */
export function followingSteps({ steps }: Script, index: number): { steps: number[]; leaves: boolean } {
  const { choices } = steps[index]!;
  if (choices === undefined) {
    return index + 1 < steps.length ? { steps: [index + 1], leaves: false } : { steps: [], leaves: true };
  }
  const within = choices.flatMap(({ step }) => (step === undefined ? [] : [step]));
  const indexes = within.map((key) => steps.findIndex((one: Step) => one.key === key));
  return { steps: indexes.filter((one) => one >= 0), leaves: within.length < choices.length };
}

/** All that can be reached from these along `next`, these with them. */
export function reachable<T>(from: Iterable<T>, next: (one: T) => Iterable<T>): Set<T> {
  const seen = new Set(from);
  for (const one of seen) for (const other of next(one)) seen.add(other);
  return seen;
}

/** Steps from which neither the end of the script nor another script can be reached. */
export function stepsWithoutExit(script: Script): number[] {
  const indexes = script.steps.map((_, index) => index);
  const following = indexes.map((index) => followingSteps(script, index));
  return indexes.filter(
    (index) => ![...reachable([index], (one) => following[one]!.steps)].some((one) => following[one]!.leaves),
  );
}

/**
 * Most ways along jumps followed, and most combinations of answers tried for a circle: a protocol made by people stays
 * far below. Beyond it a circle is reported rather than overlooked, and nobody can keep the check busy.
 */
const mostWays = 5_000;
const mostCombinations = 2_000;

/**
 * Circles of jumps that no answer on their cards could end: each jump depends on the entry's questions alone, and the
 * same answers make all of them hold. A circle in which some card asks before it sends on has an exit.
 */
export function jumpCircles(cards: readonly Card[]): string[][] {
  const entry = cards.find(({ number }) => number === '00');
  const questions = new Map((entry?.questions ?? []).map((question) => [`00.${question.key}`, question]));
  const edges = cards.flatMap((card) =>
    card.jumps
      .filter(({ when }) => questionsIn(when, card.number).every((name) => questions.has(name)))
      .map((jump) => ({ from: card.number, jump })),
  );
  const circles: string[][] = [];
  let ways = 0;
  const walk = (path: { from: string; jump: Jump }[]): void => {
    const { to } = path.at(-1)!.jump;
    const [first] = path;
    if (++ways === mostWays) circles.push([...path.map(({ from }) => from), to]);
    if (ways >= mostWays) return;
    if (to === first!.from) {
      if (
        canHoldTogether(
          path.map(({ from, jump }) => ({ card: from, when: jump.when })),
          questions,
        )
      ) {
        circles.push([...path.map(({ from }) => from), to]);
      }
      return;
    }
    if (path.some(({ from }) => from === to)) return;
    // Each circle is found once, from its lowest card.
    for (const edge of edges) if (edge.from === to && to > first!.from) walk([...path, edge]);
  };
  for (const edge of edges) if (edge.jump.to !== edge.from) walk([edge]);
  return circles;
}

function canHoldTogether(
  conditions: readonly { card: string; when: Condition }[],
  questions: ReadonlyMap<string, Question>,
): boolean {
  const tests = conditions.map(({ card, when }) => testOf(when, card));
  const names = [...new Set(conditions.flatMap(({ card, when }) => questionsIn(when, card)))];
  const bounds = conditions.flatMap(({ when }) => boundsIn(when));
  const values = names.map((name) => valuesToTry(questions.get(name)!, bounds));
  if (values.reduce((product, { length }) => product * length, 1) > mostCombinations) return true;
  const answers = new Map<string, AnswerValue>();
  const tryFrom = (index: number): boolean => {
    if (index === names.length) return tests.every((test) => test(answers));
    return values[index]!.some((value) => {
      answers.set(names[index]!, value);
      return tryFrom(index + 1);
    });
  };
  return tryFrom(0);
}

function valuesToTry(question: Question, bounds: readonly number[]): AnswerValue[] {
  if (question.kind === 'number') {
    const inside = [question.minimum, question.maximum, ...bounds.flatMap((bound) => [bound, bound - 1])];
    return [unknown, ...inside.filter((one) => one >= question.minimum && one <= question.maximum)];
  }
  return [unknown, ...(optionsOf(question) ?? [])];
}

function boundsIn(condition: Condition): number[] {
  if ('all' in condition) return condition.all.flatMap(boundsIn);
  if ('any' in condition) return condition.any.flatMap(boundsIn);
  if ('in' in condition) return [];
  return [condition.atLeast, condition.below].filter((bound) => bound !== undefined);
}
