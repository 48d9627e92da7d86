import type { CaseReviewKeyPoint, CaseReviewPart } from '#lib/contract';
import type { Words } from '../../engine/index.js';
import type { Assessment } from './assessment.js';

const keyPointNames: Readonly<Record<CaseReviewKeyPoint, Words>> = {
  awake: { id: 'sadar', en: 'awake' },
  breathing: { id: 'bernapas', en: 'breathing' },
  card_chosen: { id: 'kartu', en: 'card' },
  determinant: { id: 'prioritas', en: 'priority' },
  arrest_recognised: { id: 'henti jantung dikenali', en: 'arrest recognised' },
  first_compression: { id: 'tekanan dada pertama', en: 'first compression' },
};

const none: Words = { id: 'Tidak ada yang dinilai.', en: 'Nothing to score.' };
const both = (id: string, en: string): Words => ({ id, en });

/** One sentence a part: why it has the points it has. It names no answer. */
export function explanationOf(part: CaseReviewPart, assessment: Assessment): Words {
  switch (part) {
    case 'questions':
      return questionsText(assessment.questions);
    case 'order':
      return orderText(assessment.order);
    case 'times':
      return timesText(assessment.keyPoints);
    case 'instructions':
      return instructionsText(assessment.instructions);
    case 'changes':
      return changesText(assessment.changes.length);
    case 'overrides':
      return overridesText(assessment.overrides.length);
  }
}

function questionsText({ asked, missed }: Assessment['questions']): Words {
  const due = asked + missed.length;
  if (due === 0) return none;
  if (missed.length === 0) {
    return both(`Semua ${due} pertanyaan kunci ditanyakan.`, `All ${due} key questions were asked.`);
  }
  return both(
    `${missed.length} dari ${due} pertanyaan kunci tidak ditanyakan.`,
    `${missed.length} of ${due} key questions were not asked.`,
  );
}

function orderText({ asked, moved }: Assessment['order']): Words {
  if (asked < 2) return none;
  if (moved.length === 0) return both('Ditanyakan sesuai urutan.', 'Asked in the order of the protocol.');
  return both(
    `${moved.length} dari ${asked} pertanyaan di luar urutan.`,
    `${moved.length} of ${asked} questions out of order.`,
  );
}

function timesText(keyPoints: Assessment['keyPoints']): Words {
  const told = (language: keyof Words, limit: string, never: string) =>
    keyPoints
      .filter(({ seconds, targetSeconds }) => seconds === null || seconds > targetSeconds)
      .map(({ keyPoint, seconds, targetSeconds }) =>
        [
          keyPointNames[keyPoint][language],
          seconds === null ? never : `${Math.ceil(seconds)} s (${limit} ${targetSeconds} s)`,
        ].join(' '),
      )
      .join(', ');
  const late = told('en', 'target', 'never');
  if (late === '') return both('Semuanya tepat waktu.', 'Everything in time.');
  return both(`Terlambat: ${told('id', 'target', 'tidak pernah')}.`, `Late: ${late}.`);
}

function instructionsText({ script, expected, read }: Assessment['instructions']): Words {
  if (script === null) return none;
  if (read.length === expected.length) return both('Panduan dibacakan.', 'The instructions were read.');
  return read.includes('begun')
    ? both('Tekanan dada tidak dipandu.', 'Compressions were not called for.')
    : both('Panduan tidak dibacakan.', 'The instructions were not read.');
}

const changesText = (questions: number): Words =>
  questions === 0
    ? both('Tidak ada jawaban yang diubah.', 'No answer was changed.')
    : both(
        `Jawaban ${questions} pertanyaan diubah; tidak mengurangi nilai.`,
        `${questions === 1 ? 'The answer to 1 question was' : `Answers to ${questions} questions were`} changed; it costs no points.`,
      );

const overridesText = (times: number): Words =>
  times === 0
    ? both('Prioritas menurut protokol.', 'The priority is the protocol’s.')
    : both(
        `Prioritas ditetapkan orang ${times} kali; nilailah alasannya.`,
        `A person set the priority ${times === 1 ? 'once' : `${times} times`}; judge the reason.`,
      );
