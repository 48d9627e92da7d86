import type { Priority } from '#lib/contract';
import { fullName, testOf, type Test } from './conditions.js';
import {
  levels,
  type Card,
  type Danger,
  type Determinant,
  type Jump,
  type Level,
  type Protocol,
  type Question,
  type Script,
  type Step,
} from './protocol.js';

export interface ReadyQuestion {
  question: Question;
  card: string;
  /** `09.sweating`. */
  name: string;
  /** Absent where it is always asked. */
  asked: Test | undefined;
}

export interface Grade {
  determinant: Determinant;
  card: string;
  /** `09.A.02`. */
  code: string;
  /** 0 for A, the gravest, to 3 for D. */
  rank: number;
  /** Absent on the last one of a card, which counts when nothing else does. */
  test: Test | undefined;
}

export interface ReadyCard {
  card: Card;
  questions: ReadyQuestion[];
  grades: Grade[];
  jumps: { jump: Jump; test: Test }[];
  dangers: { danger: Danger; test: Test | undefined }[];
  advice: { script: string; test: Test | undefined }[];
}

/** A protocol made ready to run: conditions are tests, and everything is found by its name. */
export interface ReadyProtocol {
  protocol: Protocol;
  cards: ReadonlyMap<string, ReadyCard>;
  questions: ReadonlyMap<string, ReadyQuestion>;
  scripts: ReadonlyMap<string, Script>;
}

export const rankOf = (level: Level): number => levels.indexOf(level);
export const levelOf = (rank: number): Level => levels[rank]!;
export const priorityOf = (rank: number): Priority => `P${rank + 1}` as Priority;
export const rankOfPriority = (priority: Priority): number => Number(priority[1]) - 1;

/** The protocol must be a valid one: what is wrong with it is for the check to say. */
export function readyProtocol(protocol: Protocol): ReadyProtocol {
  const cards = new Map(protocol.cards.map((card) => [card.number, readyCard(card)]));
  return {
    protocol,
    cards,
    questions: new Map(
      [...cards.values()].flatMap(({ questions }) => questions.map((one) => [one.name, one])),
    ),
    scripts: new Map(protocol.scripts.map((script) => [script.key, script])),
  };
}

export const stepOf = ({ scripts }: ReadyProtocol, script: string, step: string): Step | undefined =>
  scripts.get(script)?.steps.find(({ key }) => key === step);

function readyCard(card: Card): ReadyCard {
  const { number } = card;
  const testIf = ({ when }: { when?: Jump['when'] }): Test | undefined => when && testOf(when, number);
  return {
    card,
    questions: card.questions.map((question) => ({
      question,
      card: number,
      name: fullName(number, question.key),
      asked: testIf(question),
    })),
    grades: card.determinants.map((determinant) => ({
      determinant,
      card: number,
      code: `${number}.${determinant.level}.${determinant.line}`,
      rank: rankOf(determinant.level),
      test: testIf(determinant),
    })),
    jumps: card.jumps.map((jump) => ({ jump, test: testOf(jump.when, number) })),
    dangers: card.dangers.map((danger) => ({ danger, test: testIf(danger) })),
    advice: card.advice.map(({ script, ...rest }) => ({ script, test: testIf(rest) })),
  };
}
