import type { Caller } from '#lib/platform';
import { fullName, type TriageEvent } from '../engine/index.js';
import type { CaseReview } from './case-review.repository.js';
import {
  caseReviewSummary,
  type CaseReviewView,
  type ReviewAnswerView,
  type ReviewOverrideView,
  type ReviewQuestionView,
  type ReviewScriptView,
} from './case-review.view.js';
import { explanationOf } from './engine/index.js';
import type { ReviewedCall } from './reviewed-calls.js';

/** The review with the recorded call laid beside the protocol: what was to be asked and said, and what was. */
export function caseReviewView(review: CaseReview, call: ReviewedCall, reader: Caller): CaseReviewView {
  const { assessment, triage } = call;
  return {
    ...caseReviewSummary(review, reader),
    score: assessment.score,
    protocolVersion: triage.protocolNumber,
    triageFinished: triage.state === 'finished',
    clock: { at: review.clockAt.toISOString(), from: review.clockFrom },
    parts: assessment.parts.map((part) => ({
      ...part,
      explanation: explanationOf(part.part, assessment),
    })),
    questions: questionsOf(review, call),
    keyPoints: assessment.keyPoints,
    scripts: scriptsOf(review, call),
    overrides: overridesOf(call),
  };
}

const secondsOn = ({ clockAt }: CaseReview, at: Date): number =>
  Math.max(0, (at.getTime() - clockAt.getTime()) / 1_000);

function questionsOf(review: CaseReview, { run, entries, assessment }: ReviewedCall): ReviewQuestionView[] {
  const missed = new Set(assessment.questions.missed);
  const moved = new Set(assessment.order.moved);
  const answers = new Map<string, ReviewAnswerView[]>();
  for (const entry of entries) {
    if (entry.kind !== 'answered') continue;
    const name = fullName(entry.card, entry.question);
    const { value, at, byName } = entry;
    const answer = {
      value: String(value),
      at: at.toISOString(),
      seconds: secondsOn(review, at),
      byName,
    };
    answers.set(name, [...(answers.get(name) ?? []), answer]);
  }
  return run
    .cardsReached()
    .flatMap(({ questions }) => questions)
    .filter((one) => run.applies(one) || answers.has(one.name))
    .map((one) => ({
      card: one.card,
      question: one.question.key,
      ask: one.question.ask,
      essential: one.question.essential,
      applies: run.applies(one),
      missed: missed.has(one.name),
      moved: moved.has(one.name),
      answers: answers.get(one.name) ?? [],
    }));
}

type StepRead = Extract<TriageEvent, { kind: 'step_read' }>;

function scriptsOf(review: CaseReview, { run, entries, assessment }: ReviewedCall): ReviewScriptView[] {
  const read = entries.filter((entry): entry is typeof entry & StepRead => entry.kind === 'step_read');
  const due = assessment.instructions.script;
  const keys = new Set([...(due === null ? [] : [due]), ...read.map(({ script }) => script)]);
  return [...keys].map((key) => {
    const { title, steps } = run.protocol.scripts.get(key)!;
    return {
      script: key,
      title,
      due: key === due,
      steps: steps.map((step) => {
        const readings = read.filter((one) => one.script === key && one.step === step.key);
        const [first] = readings;
        return {
          step: step.key,
          say: step.say,
          seconds: first ? secondsOn(review, first.at) : null,
          times: readings.length,
        };
      }),
    };
  });
}

const overridesOf = ({ run, assessment }: ReviewedCall): ReviewOverrideView[] =>
  assessment.overrides.map((override, index) => ({ ...override, reason: run.overrides[index]!.reason }));
