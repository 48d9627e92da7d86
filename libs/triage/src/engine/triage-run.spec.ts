import { smallProtocol } from '../testing/small-protocol.js';
import {
  adviceFor,
  crewDangersOf,
  levelOf,
  objectionTo,
  openJumpsOf,
  readyProtocol,
  shortReportOf,
  TriageRun,
  type TriageAct,
} from './index.js';

const protocol = readyProtocol(smallProtocol());
const second = (number: number) => new Date(Date.UTC(2026, 10, 21, 12, 0, number));
const answered = (name: string, value: string | number): TriageAct => {
  const [card, question] = name.split('.') as [string, string];
  return { kind: 'answered', card, question, value };
};
const chosen = (card: string): TriageAct => ({ kind: 'card_chosen', card });
const overridden = (priority: 'P1' | 'P2' | 'P3' | 'P4'): TriageAct => ({
  kind: 'overridden',
  priority,
  reason: 'seen on video',
});

/** A run in which each act takes a second. */
const runOf = (...acts: TriageAct[]) =>
  TriageRun.of(
    protocol,
    second(0),
    acts.map((act, index) => ({ ...act, at: second(index + 1), by: 'user:1' })),
  );
const questionsOf = (run: TriageRun) => run.nextQuestions().map(({ name }) => name);
const calm = [answered('00.age', 40), answered('00.awake', 'yes'), answered('00.breathingNormally', 'yes')];

describe('a triage', () => {
  it('asks first what every caller is asked, then what the card asks, and only what applies', () => {
    expect(questionsOf(runOf())).toEqual(['00.words', '00.age', '00.awake', '00.breathingNormally']);
    expect(questionsOf(runOf(...calm, chosen('06')))).toEqual(['00.words', '06.sweating', '06.weapon']);
    expect(questionsOf(runOf(...calm, chosen('06'), answered('06.sweating', 'yes')))).toContain('06.pale');
  });

  it.each(['00.awake', '00.breathingNormally'])('is P1 at once when %s is no, before any card', (name) => {
    const run = runOf(answered(name, 'no'));
    expect({ priority: run.priority, type: run.type }).toEqual({ priority: 'P1', type: null });
    expect(run.priorityKnownAt).toEqual(second(1));
  });

  it('says nothing low before the questions are asked, and ends in the last result when they are', () => {
    const begun = runOf(...calm, chosen('06'));
    expect({ priority: begun.priority, complete: begun.complete }).toEqual({
      priority: null,
      complete: false,
    });
    const asked = runOf(...calm, chosen('06'), answered('06.sweating', 'no'));
    expect(asked.danger?.grade?.code).toBe('06.C.01');
    expect({ priority: asked.priority, complete: asked.complete }).toEqual({
      priority: 'P3',
      complete: true,
    });
  });

  it('ends in a result when it is broken off, even before a card', () => {
    expect(runOf({ kind: 'finished' }).danger?.grade?.code).toBe('00.C.01');
    expect(runOf(chosen('06'), { kind: 'finished' }).danger?.grade?.code).toBe('06.C.01');
  });

  it('keeps the highest danger when an answer is taken back, and shows the lower result beside it', () => {
    const run = runOf(...calm, chosen('06'), answered('06.sweating', 'yes'), answered('06.sweating', 'no'));
    expect(run.danger).toMatchObject({ rank: 1, grade: { code: '06.B.01' }, at: second(5) });
    expect(run.proposal?.code).toBe('06.C.01');
    expect(run.given.get('06.sweating')).toMatchObject({
      value: 'no',
      at: second(6),
      by: 'user:1',
      changes: 1,
    });
  });

  it('keeps the highest danger when another card is chosen', () => {
    const run = runOf(answered('00.awake', 'no'), answered('00.breathingNormally', 'no'), chosen('06'));
    expect(levelOf(run.danger!.rank)).toBe('A');
    expect(run.type).toBe('chest_pain');
  });

  it('names the result of the card rather than that of the first questions', () => {
    const run = runOf(
      answered('00.awake', 'no'),
      answered('00.breathingNormally', 'no'),
      answered('03.moves', 'no'),
    );
    expect(run.danger?.grade?.code).toBe('03.A.01');
  });

  it('is lowered by a person with a reason, and not raised again by what was known then', () => {
    const run = runOf(answered('00.awake', 'no'), overridden('P3'), answered('00.age', 30));
    expect(run.priority).toBe('P3');
    expect(run.overrides).toEqual([{ priority: 'P3', reason: 'seen on video', at: second(2), by: 'user:1' }]);
  });

  it('rises again after that when something graver is found', () => {
    const found = [overridden('P4'), chosen('06'), answered('06.sweating', 'yes')];
    expect(runOf(...calm, ...found).priority).toBe('P2');
    const again = [answered('00.awake', 'yes'), answered('00.awake', 'no')];
    expect(runOf(answered('00.awake', 'no'), overridden('P3'), ...again).priority).toBe('P1');
  });

  it('goes on with another card where the card says so, with its reason and second', () => {
    const run = runOf(answered('00.awake', 'no'), answered('00.breathingNormally', 'no'));
    expect(run.path).toMatchObject([
      { card: '00', by: 'start' },
      { card: '03', by: 'jump', at: second(2), reason: { en: 'not breathing' } },
    ]);
    expect(run.marks.arrestRecognised).toEqual(second(2));
  });

  it('never goes round: a card that was visited is offered, not jumped to', () => {
    const run = runOf(
      answered('00.awake', 'no'),
      answered('00.breathingNormally', 'no'),
      answered('03.moves', 'yes'),
      answered('06.sweating', 'yes'),
      answered('06.pale', 'unknown'),
    );
    expect(run.path.map(({ card }) => card)).toEqual(['00', '03', '06']);
    expect(openJumpsOf(run).map(({ to }) => to)).toEqual(['03']);
  });

  it('marks the first instruction and the first compression once', () => {
    const read = (step: string): TriageAct => ({ kind: 'step_read', script: 'cpr', step });
    const run = runOf(read('floor'), read('press'), read('press'));
    expect(run.marks).toMatchObject({ firstInstruction: second(1), firstCompression: second(2) });
    expect(run.stepsRead).toHaveLength(3);
  });

  it('counts a missing or unknown answer as nothing known', () => {
    expect(runOf(...calm, chosen('06'), answered('06.sweating', 'unknown')).danger?.grade?.code).toBe(
      '06.C.01',
    );
    expect(runOf(answered('00.age', 'unknown'), chosen('06')).danger).toBeNull();
    expect(runOf(answered('00.age', 50), chosen('06')).danger?.grade?.code).toBe('06.B.02');
  });

  it('offers what to read and tells dangers and findings in both languages, without the caller’s words', () => {
    const run = runOf(
      ...calm,
      answered('00.words', 'Bapak saya'),
      chosen('06'),
      answered('06.sweating', 'yes'),
      answered('06.weapon', 'yes'),
    );
    expect(adviceFor(run)).toEqual(['rest', 'wait']);
    expect(crewDangersOf(run).map(({ en }) => en)).toEqual(['stairs', 'a weapon']);
    expect(shortReportOf(run)).toEqual({
      en: 'P2 06.B.01 sweating. age: 40 years; awake; breathingNormally; sweating; weapon.',
      id: 'P2 06.B.01 sweating (id). age (id): 40 years (id); awake (id); breathingNormally (id); sweating (id); weapon (id).',
    });
  });

  it('objects to what the protocol does not have', () => {
    const objection = (act: TriageAct, finished = false) => objectionTo(act, protocol, finished);
    expect(objection(answered('06.nothing', 'yes'))).toBe('no_such_question');
    expect(objection(answered('06.sweating', 'maybe'))).toBe('not_an_option');
    expect(objection(answered('00.age', 'many'))).toBe('not_an_option');
    expect(objection(answered('00.age', 300))).toBe('out_of_range');
    expect(objection(answered('00.age', 'unknown'))).toBeUndefined();
    expect(objection(chosen('99'))).toBe('no_such_card');
    expect(objection({ kind: 'step_read', script: 'cpr', step: 'no' })).toBe('no_such_step');
    expect(objection(chosen('06'), true)).toBe('finished');
    expect(objection(overridden('P2'), true)).toBeUndefined();
  });
});
