import { accept } from '#lib/kernel';
import { describeOnServer, Ground } from '#testing';
import { systemCaller, type Caller } from '../caller.js';
import { Commands } from '../command/commands.js';
import { uuidv7 } from '../identifiers.js';
import { Deadlines, type DueDeadline } from './deadlines.js';

/** A process of its own on the same database: its deadlines fire into `effects`. */
async function worker(on: Ground, effects: string[]): Promise<Ground> {
  const ground = await Ground.prepare([], { on: on.foundations.database });
  const deadlines = ground.get(Deadlines);
  deadlines.on('incident.offer_next', async (deadline: DueDeadline) => {
    await ground.get(Commands).run(systemCaller(deadline.centerId), async (transaction) => {
      if (await deadlines.finish(transaction, deadline))
        transaction.afterCommit.push(() => effects.push(deadline.subjectId));
      return accept(null);
    });
  });
  return ground;
}

describe('a deadline', () => {
  let ground: Ground;
  let caller: Caller;
  const effects: string[] = [];

  beforeAll(async () => {
    const database = await Ground.prepare();
    ground = await worker(database, effects);
  });
  afterAll(() => ground.close());
  beforeEach(async () => {
    effects.length = 0;
    caller = ground.caller((await ground.newCenter()).id);
  });

  const set = async (subjectId: string, inSeconds: number) => {
    await ground.get(Commands).run(caller, async (transaction) => {
      const dueAt = new Date(transaction.now.getTime() + inSeconds * 1000);
      await transaction.setDeadline('incident.offer_next', subjectId, dueAt);
      return accept(null);
    });
  };

  it('fires once, and not before its time', async () => {
    const subject = uuidv7();
    await set(subject, 60);
    ground.clock.advanceSeconds(59);
    await ground.get(Deadlines).fireDue();
    expect(effects).toEqual([]);
    ground.clock.advanceSeconds(1);
    await ground.get(Deadlines).fireDue();
    await ground.get(Deadlines).fireDue();
    expect(effects).toEqual([subject]);
  });

  it('does not fire when what it waited for has happened', async () => {
    const subject = uuidv7();
    await set(subject, 10);
    await ground.get(Commands).run(caller, async (transaction) => {
      await transaction.clearDeadlines(subject, 'incident.offer_next');
      return accept(null);
    });
    ground.clock.advanceSeconds(11);
    await ground.get(Deadlines).fireDue();
    expect(effects).toEqual([]);
  });

  it('is moved when it is set again', async () => {
    const subject = uuidv7();
    await set(subject, 10);
    await set(subject, 100);
    ground.clock.advanceSeconds(50);
    await ground.get(Deadlines).fireDue();
    expect(effects).toEqual([]);
    ground.clock.advanceSeconds(51);
    await ground.get(Deadlines).fireDue();
    expect(effects).toEqual([subject]);
  });

  it('is tried again after a failure, later each time, until it takes effect', async () => {
    const subject = uuidv7();
    let failures = 2;
    const failing = ground.get(Deadlines);
    failing.on('team.offer_waiting', async (deadline) => {
      if (failures-- > 0) throw new Error('not now');
      await ground.get(Commands).run(systemCaller(deadline.centerId), async (transaction) => {
        if (await failing.finish(transaction, deadline))
          transaction.afterCommit.push(() => effects.push(deadline.subjectId));
        return accept(null);
      });
    });
    await ground.get(Commands).run(caller, async (transaction) => {
      await transaction.setDeadline('team.offer_waiting', subject, transaction.now);
      return accept(null);
    });
    await failing.fireDue();
    await failing.fireDue();
    expect(failures).toBe(1);
    ground.clock.advanceSeconds(2);
    await failing.fireDue();
    ground.clock.advanceSeconds(3);
    await failing.fireDue();
    expect(effects).toEqual([subject]);
  });

  describeOnServer('with several workers', () => {
    it('fires once each, whoever claims it, even when a worker dies with claims in hand', async () => {
      const others = await Promise.all([worker(ground, effects), worker(ground, effects)]);
      const subjects = Array.from({ length: 60 }, () => uuidv7());
      for (const subject of subjects) await set(subject, 5);
      // A worker that claimed ten and was killed: its lease runs out.
      await ground.dataSource.query(
        `update deadline set claimed_until = $1 where id in (select id from deadline where finished_at is null limit 10)`,
        [new Date(ground.clock.now().getTime() + 30_000)],
      );
      for (const one of [ground, ...others]) one.clock.advanceSeconds(10);
      await Promise.all([ground, ...others].map((one) => one.get(Deadlines).fireDue()));
      expect(effects).toHaveLength(50);
      for (const one of [ground, ...others]) one.clock.advanceSeconds(60);
      await Promise.all([ground, ...others].map((one) => one.get(Deadlines).fireDue()));
      expect([...effects].sort()).toEqual([...subjects].sort());
      for (const other of others) await other.context.close();
    });
  });
});
