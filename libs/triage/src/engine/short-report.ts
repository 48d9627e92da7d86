import { entryNumber, unknown, type AnswerValue } from './conditions.js';
import type { Question, Words } from './protocol.js';
import { priorityOf } from './ready-protocol.js';
import type { TriageRun } from './triage-run.js';

/** One answer in a few words, as the crew reads it. */
export interface Finding {
  card: string;
  question: string;
  text: Words;
}

const words = {
  yes: { id: 'ya', en: 'yes' },
  no: { id: 'tidak', en: 'no' },
  unknown: { id: 'tidak diketahui', en: 'unknown' },
} satisfies Record<string, Words>;

const inBoth = (write: (language: keyof Words) => string): Words => ({ id: write('id'), en: write('en') });

/** What was found, in the order of the cards and their questions; only what still applies. */
export function findingsOf(run: TriageRun): Finding[] {
  return (
    run
      .cardsReached()
      .flatMap(({ questions }) => questions)
      .filter((one) => run.answers.has(one.name) && run.applies(one))
      // Where, the number and the caller's words stand in the incident already.
      .filter(({ card, question }) => card !== entryNumber || question.kind !== 'text')
      .map(({ card, name, question }) => ({
        card,
        question: question.key,
        text: findingText(question, run.answers.get(name)!),
      }))
  );
}

/** A few lines for the crew: how grave, what, and what was found. */
export function shortReportOf(run: TriageRun): Words {
  const { danger, card } = run;
  const findings = findingsOf(run);
  return inBoth((language) => {
    const priority = run.priority ?? (danger ? priorityOf(danger.rank) : '');
    const grade = danger?.grade;
    const head = [priority, grade?.code, (grade?.determinant.label ?? card.card.title)[language]];
    const found = findings.map(({ text }) => text[language]).join('; ');
    return `${head.filter(Boolean).join(' ')}.${found ? ` ${found}.` : ''}`;
  });
}

/** Dangers for the crew: those of the present card, and of the others what the answers have shown. */
export function crewDangersOf(run: TriageRun): Words[] {
  return run
    .cardsReached()
    .flatMap((card) =>
      card.dangers
        .filter(({ test }) => (test === undefined ? card === run.card : test(run.answers)))
        .map(({ danger }) => danger.text),
    );
}

/** Scripts to read, the most fitting first: those of the present card before those of the entry. */
export function adviceFor(run: TriageRun): string[] {
  const entry = run.protocol.cards.get(entryNumber)!;
  const cards = run.card === entry ? [entry] : [run.card, entry];
  const fitting = cards.flatMap(({ advice }) =>
    advice.filter(({ test }) => test === undefined || test(run.answers)).map(({ script }) => script),
  );
  return [...new Set(fitting)];
}

/** Jumps whose condition holds but that were not followed, because the run has been on that card before. */
export function openJumpsOf(run: TriageRun): { to: string; reason: Words }[] {
  return run.card.jumps
    .filter(({ jump, test }) => jump.to !== run.card.card.number && test(run.answers))
    .map(({ jump: { to, reason } }) => ({ to, reason }));
}

function findingText(question: Question, value: AnswerValue): Words {
  const { short } = question;
  if (question.kind === 'yes_no' && value === 'yes') return short;
  const answer = answerText(question, value);
  return inBoth((language) => `${short[language]}: ${answer[language]}`);
}

/** An answer by itself, in words. */
export function answerText(question: Question, value: AnswerValue): Words {
  if (value === unknown) return words.unknown;
  switch (question.kind) {
    case 'yes_no':
      return value === 'yes' ? words.yes : words.no;
    case 'choice':
      return question.options.find((one) => one.value === value)?.label ?? inBoth(() => String(value));
    case 'number':
      return inBoth((language) => `${value} ${question.unit[language]}`.trim());
    case 'text':
      return inBoth(() => String(value));
  }
}
