import type { CaseReviewKeyPoint, CaseReviewPart, CaseReviewVerdict, Priority } from '#lib/contract';
import {
  adviceFor,
  entryNumber,
  fullName,
  vitalQuestions,
  type ReadyProtocol,
  type ReadyQuestion,
  type TriageRun,
} from '../../engine/index.js';
import { movedQuestions } from './moved-questions.js';
import { observe, type Observation, type RecordedTriage } from './observation.js';
import { keyPointWeights, vitalQuestionWeight, type ScoredPart, type Standard } from './standard.js';

/** Nothing in it tells what was answered. */
export interface Assessment {
  /** 0…100; null where nothing could be scored. Below 100 as soon as anything is missing. */
  score: number | null;
  parts: PartScore[];
  questions: { asked: number; missed: string[] };
  /** Of the questions asked, the fewest that would have to be moved to be in the protocol's order. */
  order: { asked: number; moved: string[] };
  keyPoints: KeyPoint[];
  instructions: { script: string | null; expected: Instruction[]; read: Instruction[] };
  changes: { question: string; times: number }[];
  overrides: { priority: Priority; before: Priority | null; seconds: number }[];
}

export interface PartScore {
  part: CaseReviewPart;
  /** 0…100; null where there was nothing to score, or where it is never scored. */
  score: number | null;
  weight: number;
}

export interface KeyPoint {
  keyPoint: CaseReviewKeyPoint;
  /** From the answer; null where it was never reached. */
  seconds: number | null;
  targetSeconds: number;
}

/** That the script was begun; that compressions were called for, where the script does. */
export type Instruction = 'begun' | 'first_compression';

/**
 * How a call was taken, measured against the protocol version it ran on. The same record, protocol and standard always
 * give the same assessment.
 */
export function assess(protocol: ReadyProtocol, triage: RecordedTriage, standard: Standard): Assessment {
  const seen = observe(protocol, triage);
  const questions = questionsOf(seen.run);
  const order = orderOf(seen);
  const instructions = instructionsOf(seen);
  const keyPoints = keyPointsOf(seen, triage.clockAt, standard);
  const scored = (part: ScoredPart, share: number | null): PartScore => ({
    part,
    score: share === null ? null : points(share),
    weight: standard.weights[part],
  });
  const shares: Record<ScoredPart, number | null> = {
    questions: questions.share,
    order: order.asked < 2 ? null : 1 - order.moved.length / (order.asked - 1),
    times: timeliness(keyPoints),
    instructions:
      instructions.script === null ? null : instructions.read.length / instructions.expected.length,
  };
  const parts: PartScore[] = [
    ...(Object.keys(shares) as ScoredPart[]).map((part) => scored(part, shares[part])),
    { part: 'changes', score: null, weight: 0 },
    { part: 'overrides', score: null, weight: 0 },
  ];
  return {
    score: scoreOf(parts),
    parts,
    questions: { asked: questions.asked, missed: questions.missed },
    order,
    keyPoints,
    instructions,
    changes: [...seen.run.given]
      .filter(([, { changes }]) => changes > 0)
      .map(([question, { changes }]) => ({ question, times: changes })),
    overrides: seen.overrides.map(({ at, ...set }) => ({ ...set, seconds: secondsFrom(triage.clockAt, at) })),
  };
}

/** The parts put together by their weights; what has no score, or a reviewer disagreed with, is left out. */
export function scoreOf(
  parts: readonly PartScore[],
  verdicts: ReadonlyMap<CaseReviewPart, CaseReviewVerdict> = new Map(),
): number | null {
  const counting = parts.filter(({ part, score }) => score !== null && verdicts.get(part) !== 'disagree');
  const weight = counting.reduce((sum, part) => sum + part.weight, 0);
  if (weight === 0) return null;
  return points(counting.reduce((sum, part) => sum + part.weight * part.score!, 0) / weight / 100);
}

const roundingError = 1e-9;
/** Cut off after a tenth, not rounded: nothing but a faultless call is 100. */
const points = (share: number): number => Math.floor(share * 1_000 + roundingError) / 10;

const vitalNames = new Set(vitalQuestions.map((question) => fullName(entryNumber, question)));
const questionWeight = ({ name }: ReadyQuestion): number => (vitalNames.has(name) ? vitalQuestionWeight : 1);

/**
 * The key questions of the entry and of the card where the questions ended, as far as they applied then. A card that
 * the protocol or a person left for another is not asked to its end, so nothing of it is missing.
 */
function questionsOf(run: TriageRun): { asked: number; missed: string[]; share: number | null } {
  const entry = run.protocol.cards.get(entryNumber)!;
  const cards = run.card === entry ? [entry] : [entry, run.card];
  const due = cards
    .flatMap(({ questions }) => questions)
    .filter((one) => one.question.essential && run.applies(one));
  const missed = due.filter(({ name }) => !run.answers.has(name));
  const weightOf = (questions: readonly ReadyQuestion[]) =>
    questions.reduce((sum, one) => sum + questionWeight(one), 0);
  return {
    asked: due.length - missed.length,
    missed: missed.map(({ name }) => name),
    share: due.length === 0 ? null : 1 - weightOf(missed) / weightOf(due),
  };
}

/** A question that was never asked is missing, and not late as well. */
function orderOf({ firstAnswers }: Observation): Assessment['order'] {
  const asked = new Set(firstAnswers.map(({ name }) => name));
  const pairs = firstAnswers.flatMap(({ name, overtook }) =>
    overtook.filter((one) => asked.has(one)).map((one): [string, string] => [one, name]),
  );
  return { asked: asked.size, moved: movedQuestions(pairs) };
}

/**
 * The script that stood first when the questions had ended is to be begun, and where it calls for compressions they
 * are to be called for. Which of its steps fit is for the reviewer to say: they depend on what the caller does.
 */
function instructionsOf({ run, scriptsBegun }: Observation): Assessment['instructions'] {
  const [script = null] = adviceFor(run);
  if (script === null) return { script, expected: [], read: [] };
  const expected: Instruction[] = compresses(run, script) ? ['begun', 'first_compression'] : ['begun'];
  const read = expected.filter((instruction) =>
    instruction === 'begun' ? scriptsBegun.has(script) : run.marks.firstCompression !== null,
  );
  return { script, expected, read };
}

const compresses = ({ protocol }: TriageRun, script: string): boolean =>
  protocol.scripts.get(script)!.steps.some(({ marks }) => marks === 'first_compression');

function keyPointsOf(
  { run, firstAnswers, cardReachedAt }: Observation,
  clockAt: Date,
  { targetSeconds }: Standard,
): KeyPoint[] {
  const first = new Map(firstAnswers.map(({ name, at }) => [name, at]));
  const { marks } = run;
  const [script] = adviceFor(run);
  const compressionsDue = marks.arrestRecognised !== null && script !== undefined && compresses(run, script);
  const moments: [CaseReviewKeyPoint, Date | null | undefined, boolean][] = [
    ['awake', first.get(fullName(entryNumber, 'awake')), true],
    ['breathing', first.get(fullName(entryNumber, 'breathingNormally')), true],
    ['card_chosen', cardReachedAt, true],
    ['determinant', run.priorityKnownAt, true],
    ['arrest_recognised', marks.arrestRecognised, marks.arrestRecognised !== null],
    ['first_compression', marks.firstCompression, compressionsDue || marks.firstCompression !== null],
  ];
  return moments
    .filter(([, , applies]) => applies)
    .map(([keyPoint, at]) => ({
      keyPoint,
      seconds: at ? secondsFrom(clockAt, at) : null,
      targetSeconds: targetSeconds[keyPoint],
    }));
}

const secondsFrom = (clockAt: Date, at: Date): number =>
  Math.max(0, (at.getTime() - clockAt.getTime()) / 1_000);

/** In time is whole; twice the time, or never, is nothing; in between it falls evenly. */
function timeliness(keyPoints: readonly KeyPoint[]): number | null {
  let reached = 0;
  let possible = 0;
  for (const { keyPoint, seconds, targetSeconds } of keyPoints) {
    const weight = keyPointWeights[keyPoint];
    const late = seconds === null ? 1 : Math.min(1, Math.max(0, seconds / targetSeconds - 1));
    possible += weight;
    reached += weight * (1 - late);
  }
  return possible === 0 ? null : reached / possible;
}
