import type { IncidentType } from '#lib/contract';

/**
 * A triage protocol is data: cards that ask, grade and advise, and scripts that are read to the caller. It is written
 * in both languages, is never changed once a triage has run on it, and says nothing about how it is shown.
 */

/** A text in both languages of the screens. */
export interface Words {
  id: string;
  en: string;
}

/**
 * What must be known for something to hold. An answer that is missing or `unknown` fulfils no condition, so a
 * condition never holds merely because nobody asked: what must hold without knowledge says `in: ['unknown']`.
 * `question` is a key of the same card, or `00.<key>` for one of the questions every caller is asked first.
 */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { question: string; in: string[] }
  | { question: string; atLeast?: number; below?: number };

interface Asked {
  /** Names the question within its card: lower camel case. */
  key: string;
  /** Spoken to the caller, word for word. */
  ask: Words;
  /** The finding in two or three words, for the short report to the crew: "Berkeringat dingin". */
  short: Words;
  /** For the operator: what counts as a yes, how to find out. */
  hint?: Words;
  /** Asked only where this holds; always, if left out. */
  when?: Condition;
  /** A key question: leaving it out is a fault in the case review. */
  essential: boolean;
}

/** What an answer can fill in beside the triage. */
export const filled = ['patient.ageYears'] as const;

/** `unknown` is an answer to every question. */
export type Question = Asked &
  (
    | { kind: 'yes_no' }
    | { kind: 'choice'; options: { value: string; label: Words }[] }
    | {
        kind: 'number';
        unit: Words;
        minimum: number;
        maximum: number;
        /** Where the answer is written down as well: the age of the patient, in years. */
        fills?: (typeof filled)[number];
      }
    | { kind: 'text' }
  );

/** How grave: A life-threatening now (P1), B may become so (P2), C needs a visit (P3), D advice or another service (P4). */
export const levels = ['A', 'B', 'C', 'D'] as const;
export type Level = (typeof levels)[number];

/** A graded result of a card. The first whose condition holds counts; the last has none, so every path ends. */
export interface Determinant {
  level: Level;
  /** Two digits, unique within card and level: with the card's number it makes `09.A.02`. */
  line: string;
  label: Words;
  when?: Condition;
}

/** The conversation goes on with another card. */
export interface Jump {
  when: Condition;
  /** The number of that card. */
  to: string;
  reason: Words;
}

/** What the crew must know before it goes in. */
export interface Danger {
  when?: Condition;
  text: Words;
}

/** A script to read when this holds; the first that holds is offered first. */
export interface Advice {
  when?: Condition;
  script: string;
}

/** A published work the card's facts were taken from; its words were not. */
export interface Source {
  title: string;
  publisher: string;
  year: number;
  url?: string;
}

export interface Card {
  /** Two digits. `00` is the entry: what every caller is asked first. */
  number: string;
  type: IncidentType;
  title: Words;
  /** How callers say it, for finding the card: a few everyday words. */
  cue: Words;
  /** Not offered for choosing: the conversation comes here from another card only. */
  byJumpOnly?: boolean;
  questions: Question[];
  /** Highest level first. */
  determinants: Determinant[];
  jumps: Jump[];
  dangers: Danger[];
  advice: Advice[];
  sources: Source[];
}

export const stepMarks = ['first_compression', 'first_instruction', 'new_hands'] as const;

/** One instruction. Without choices the next step follows; the last step ends the script. */
export interface Step {
  key: string;
  /** Spoken to the caller. */
  say: Words;
  /** For the operator: not spoken. */
  hint?: Words;
  /** A rhythm to give, in beats a minute. */
  pace?: { minimum: number; maximum: number };
  /**
   * The clock that is marked when this step is read: `new_hands` begins the time of whoever presses anew, where the
   * rescuers change over.
   */
  marks?: (typeof stepMarks)[number];
  choices?: Choice[];
}

/** Where the caller's answer leads: a step of this script, another script, or, with neither, the end. */
export interface Choice {
  label: Words;
  step?: string;
  script?: string;
}

export interface Script {
  key: string;
  title: Words;
  steps: Step[];
  sources: Source[];
}

export interface Protocol {
  cards: Card[];
  scripts: Script[];
}
