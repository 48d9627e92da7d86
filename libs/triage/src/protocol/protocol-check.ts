import {
  entryNumber,
  fullName,
  rankOf,
  testOf,
  unknown,
  vitalQuestions,
  type Card,
  type Protocol,
  type Script,
} from '../engine/index.js';
import { conditionFaults } from './condition-check.js';
import type { Fault } from './fault.js';
import { followingSteps, jumpCircles, reachable, stepsWithoutExit } from './protocol-graph.js';

/** What is wrong with a protocol of the right shape. Texts are looked at when the shape is. */
export function protocolFaults(protocol: Protocol): Fault[] {
  const { cards, scripts } = protocol;
  return [
    ...repeated(cards, ({ number }) => number).map(([{ number }]): Fault => ({
      path: `cards.${number}`,
      rule: 'numberRepeated',
      about: { number },
    })),
    ...repeated(cards, ({ number, type }) => (number === entryNumber ? number : type))
      .filter(([card, first]) => card.number !== first.number)
      .map(([{ number, type }, first]): Fault => ({
        path: `cards.${number}.type`,
        rule: 'typeRepeated',
        about: { type, card: first.number },
      })),
    ...repeated(scripts, ({ key }) => key).map(([{ key }]): Fault => ({
      path: `scripts.${key}`,
      rule: 'keyRepeated',
      about: { key },
    })),
    ...entryFaults(protocol),
    ...cards.flatMap((card) => cardFaults(card, protocol)),
    ...scripts.flatMap((script) => scriptFaults(script, protocol)),
    ...cardsUnreachable(cards),
    ...scriptsUnreachable(protocol),
    ...jumpCircles(cards).map((circle): Fault => ({
      path: `cards.${circle[0]}.jumps`,
      rule: 'jumpCircle',
      about: { circle: circle.join(' → ') },
    })),
  ];
}

function entryFaults({ cards }: Protocol): Fault[] {
  const entry = cards.find(({ number }) => number === entryNumber);
  if (!entry) return [{ path: `cards.${entryNumber}`, rule: 'entryMissing' }];
  return vitalQuestions.flatMap((question): Fault[] => {
    const asked = entry.questions.some(({ key, kind }) => key === question && kind === 'yes_no');
    const at = `cards.${entryNumber}`;
    if (!asked) return [{ path: `${at}.questions`, rule: 'vitalMissing', about: { question } }];
    if (gradesGravely(entry, question)) return [];
    return [{ path: `${at}.determinants`, rule: 'vitalNotGraded', about: { question } }];
  });
}

/** Whether a no to a vital question is graded A whatever the other one was answered, or if it was not. */
function gradesGravely({ determinants }: Card, vital: string): boolean {
  const others = vitalQuestions.filter((question) => question !== vital);
  const graded = determinants.map(({ level, when }) => ({ level, test: when && testOf(when, entryNumber) }));
  return [undefined, 'yes', 'no', unknown].every((value) => {
    const answers = new Map([[fullName(entryNumber, vital), 'no']]);
    if (value !== undefined) for (const other of others) answers.set(fullName(entryNumber, other), value);
    return graded.find(({ test }) => test === undefined || test(answers))?.level === 'A';
  });
}

/** The oldest patient that is written down, years. */
const oldest = 130;

const isRangeOfAges = ({ minimum, maximum }: { minimum: number; maximum: number }): boolean =>
  minimum >= 0 && maximum <= oldest;

function cardFaults(card: Card, { cards, scripts }: Protocol): Fault[] {
  const at = `cards.${card.number}`;
  const entry = cards.find(({ number }) => number === entryNumber);
  const conditions = [
    ...card.questions.map(({ key, when }) => ({ path: `${at}.questions.${key}.when`, when, before: key })),
    ...card.determinants.map(({ level, line, when }) => ({
      path: `${at}.determinants.${level}.${line}.when`,
      when,
    })),
    ...card.jumps.map(({ when }, index) => ({ path: `${at}.jumps.${index}.when`, when })),
    ...card.dangers.map(({ when }, index) => ({ path: `${at}.dangers.${index}.when`, when })),
    ...card.advice.map(({ when }, index) => ({ path: `${at}.advice.${index}.when`, when })),
  ];
  return [
    ...repeated(card.questions, ({ key }) => key).map(([{ key }]): Fault => ({
      path: `${at}.questions.${key}`,
      rule: 'keyRepeated',
      about: { key },
    })),
    ...card.questions.flatMap((question): Fault[] => {
      const path = `${at}.questions.${question.key}`;
      if (question.kind === 'number' && question.minimum >= question.maximum) {
        return [{ path: `${path}.minimum`, rule: 'rangeEmpty' }];
      }
      if (question.kind === 'number' && question.fills && !isRangeOfAges(question)) {
        return [{ path: `${path}.fills`, rule: 'notAnAge', about: { oldest } }];
      }
      if (question.kind !== 'choice') return [];
      return repeated(question.options, ({ value }) => value).map(([{ value }]) => ({
        path: `${path}.options.${value}`,
        rule: 'keyRepeated',
        about: { key: value },
      }));
    }),
    ...conditions.flatMap(({ when, ...place }) => (when ? conditionFaults(when, card, entry, place) : [])),
    ...determinantFaults(card),
    ...card.jumps.flatMap(({ to }, index): Fault[] => {
      const path = `${at}.jumps.${index}.to`;
      if (to === card.number) return [{ path, rule: 'jumpToItself' }];
      if (to === entryNumber) return [{ path, rule: 'jumpToEntry' }];
      const exists = cards.some(({ number }) => number === to);
      return exists ? [] : [{ path, rule: 'jumpNowhere', about: { card: to } }];
    }),
    ...card.advice.flatMap(({ script }, index): Fault[] =>
      scripts.some(({ key }) => key === script)
        ? []
        : [{ path: `${at}.advice.${index}.script`, rule: 'scriptNowhere', about: { script } }],
    ),
    ...(card.sources.length === 0 ? [{ path: `${at}.sources`, rule: 'sourcesMissing' } as const] : []),
  ];
}

function determinantFaults({ number, determinants }: Card): Fault[] {
  const at = `cards.${number}.determinants`;
  const named = determinants.map((one) => ({ ...one, path: `${at}.${one.level}.${one.line}` }));
  const faults = repeated(named, ({ path }) => path).map(([{ path, level, line }]): Fault => ({
    path,
    rule: 'keyRepeated',
    about: { key: `${number}.${level}.${line}` },
  }));
  let gravestAllowed = 0;
  named.forEach(({ level, when, path }, index) => {
    if (rankOf(level) < gravestAllowed)
      faults.push({ path, rule: 'determinantsOutOfOrder', about: { level } });
    gravestAllowed = Math.max(gravestAllowed, rankOf(level));
    if (named.slice(0, index).some((one) => one.when === undefined)) {
      faults.push({ path, rule: 'determinantUnreachable' });
    } else if (index === named.length - 1 && when !== undefined) {
      faults.push({ path: `${path}.when`, rule: 'lastDeterminantConditional' });
    }
  });
  return faults;
}

function scriptFaults(script: Script, { scripts }: Protocol): Fault[] {
  const at = `scripts.${script.key}`;
  const { steps } = script;
  const pathOf = (index: number) => `${at}.steps.${steps[index]!.key}`;
  const reached = reachable([0], (index) => followingSteps(script, index).steps);
  const stuck = stepsWithoutExit(script);
  return [
    ...repeated(steps, ({ key }) => key).map(([{ key }]): Fault => ({
      path: `${at}.steps.${key}`,
      rule: 'keyRepeated',
      about: { key },
    })),
    ...steps.flatMap(({ choices = [] }, index) =>
      choices.flatMap(({ step, script: other }, place): Fault[] => {
        const path = `${pathOf(index)}.choices.${place}`;
        if (step !== undefined && other !== undefined) return [{ path, rule: 'choiceOfTwo' }];
        if (step !== undefined && !steps.some(({ key }) => key === step)) {
          return [{ path: `${path}.step`, rule: 'stepNowhere', about: { step } }];
        }
        if (other !== undefined && !scripts.some(({ key }) => key === other)) {
          return [{ path: `${path}.script`, rule: 'scriptNowhere', about: { script: other } }];
        }
        return [];
      }),
    ),
    ...steps.flatMap((_, index): Fault[] =>
      reached.has(index) ? [] : [{ path: pathOf(index), rule: 'stepUnreachable' }],
    ),
    ...stuck.map((index): Fault => ({ path: pathOf(index), rule: 'stepCircle' })),
    ...(script.sources.length === 0 ? [{ path: `${at}.sources`, rule: 'sourcesMissing' } as const] : []),
  ];
}

function cardsUnreachable(cards: readonly Card[]): Fault[] {
  const byNumber = new Map(cards.map((card) => [card.number, card]));
  const chosen = cards.filter(({ byJumpOnly }) => !byJumpOnly).map(({ number }) => number);
  const reached = reachable(chosen, (number) => (byNumber.get(number)?.jumps ?? []).map(({ to }) => to));
  return cards
    .filter(({ number }) => !reached.has(number))
    .map(({ number }) => ({ path: `cards.${number}`, rule: 'cardUnreachable' }));
}

function scriptsUnreachable({ cards, scripts }: Protocol): Fault[] {
  const byKey = new Map(scripts.map((script) => [script.key, script]));
  const advised = cards.flatMap(({ advice }) => advice.map(({ script }) => script));
  const reached = reachable(advised, (key) =>
    (byKey.get(key)?.steps ?? []).flatMap(({ choices = [] }) =>
      choices.flatMap(({ script }) => (script === undefined ? [] : [script])),
    ),
  );
  return scripts
    .filter(({ key }) => !reached.has(key))
    .map(({ key }) => ({ path: `scripts.${key}`, rule: 'scriptUnreachable' }));
}

/** Those whose key came before, each with the first that had it. */
function repeated<T>(list: readonly T[], keyOf: (one: T) => string): [T, T][] {
  const first = new Map<string, T>();
  return list.flatMap((one): [T, T][] => {
    const key = keyOf(one);
    const before = first.get(key);
    if (before === undefined) first.set(key, one);
    return before === undefined ? [] : [[one, before]];
  });
}
