import { accept, refuse } from '#lib/kernel';
import { describeOnServer, Ground } from '#testing';
import type { Caller } from '../caller.js';
import { JournalReader } from '../journal/journal-reader.js';
import { uuidv7 } from '../identifiers.js';
import { Commands } from './commands.js';
import type { Transaction } from './transaction.js';

describe('a command', () => {
  let ground: Ground;
  let commands: Commands;
  let caller: Caller;

  beforeAll(async () => {
    ground = await Ground.prepare();
    commands = ground.get(Commands);
  });
  afterAll(() => ground.close());
  beforeEach(async () => {
    caller = ground.caller((await ground.newCenter()).id);
  });

  const record = (transaction: Transaction, note = 'incident.reopened' as const) =>
    transaction.record({ type: note, subjectId: uuidv7(), subjectVersion: 1, payload: {} });

  const entries = () => ground.get(JournalReader).listAfter(caller.centerId, 0, 1000);

  it('writes its journal entries in order, numbered without a gap', async () => {
    for (let round = 0; round < 3; round++) {
      await commands.run(caller, async (transaction) => {
        record(transaction);
        record(transaction);
        return accept(null);
      });
    }
    expect((await entries()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('leaves no trace when it is refused', async () => {
    const result = await commands.run(caller, async (transaction) => {
      record(transaction);
      await transaction.setDeadline('incident.offer_next', uuidv7(), transaction.now);
      return refuse({ code: 'incident_closed' as const });
    });
    expect(result).toMatchObject({ accepted: false, refusal: { code: 'incident_closed' } });
    expect(await entries()).toEqual([]);
    expect(
      await ground.dataSource.query(`select 1 from deadline where center_id = $1`, [caller.centerId]),
    ).toEqual([]);
  });

  it('refuses to journal a payload of the wrong shape, as a bug', async () => {
    const work = commands.run(caller, async (transaction) => {
      transaction.record({
        type: 'team.duty_changed',
        subjectId: uuidv7(),
        subjectVersion: 1,
        payload: { onDuty: true } as never,
      });
      return accept(null);
    });
    await expect(work).rejects.toThrow();
    expect(await entries()).toEqual([]);
  });

  it('gives the same answer again for the same idempotency key, and works once', async () => {
    const once: Caller = { ...caller, idempotency: { key: 'k-1', requestHash: 'h-1' } };
    const run = () =>
      commands.run(once, async (transaction) => {
        record(transaction);
        return accept({ id: uuidv7() });
      });
    const first = await run();
    expect(await run()).toEqual(first);
    expect(await entries()).toHaveLength(1);
  });

  it('refuses an idempotency key that was used for another request', async () => {
    const run = (requestHash: string) =>
      commands.run({ ...caller, idempotency: { key: 'k-2', requestHash } }, async () => accept(1));
    await run('one');
    expect(await run('another')).toMatchObject({ refusal: { code: 'idempotency_key_reused' } });
  });

  it('forgets the key of a refused request, so that it can be tried again', async () => {
    const once: Caller = { ...caller, idempotency: { key: 'k-3', requestHash: 'h' } };
    await commands.run(once, async () => refuse({ code: 'no_team_available' as const }));
    expect(await commands.run(once, async () => accept('sent'))).toMatchObject({ value: 'sent' });
  });

  it('keeps the keys of different callers apart', async () => {
    const idempotency = { key: 'k-4', requestHash: 'h' };
    await commands.run({ ...caller, idempotency }, async () => accept('mine'));
    const other = ground.caller(caller.centerId, 'operator', { idempotency });
    expect(await commands.run(other, async () => accept('theirs'))).toMatchObject({ value: 'theirs' });
  });

  describe('of one statement', () => {
    const addKey =
      (key: string, happened: string[] = []) =>
      async (transaction: Transaction) => {
        await transaction.manager.query(
          `insert into idempotency_key (center_id, actor, key, request_hash, created_at) values ($1, 'test', $2, '', $3)`,
          [transaction.centerId, key, transaction.now],
        );
        transaction.afterCommit.push(() => happened.push(key));
        return accept(uuidv7());
      };
    const keys = async () =>
      (
        await ground.dataSource.query<{ key: string }[]>(
          `select key from idempotency_key where center_id = $1 and actor = 'test'`,
          [caller.centerId],
        )
      ).map(({ key }) => key);

    it('is done by itself, and then acts', async () => {
      const happened: string[] = [];
      expect(await commands.runStatement(caller, addKey('a', happened))).toMatchObject({ accepted: true });
      expect(await keys()).toEqual(['a']);
      expect(happened).toEqual(['a']);
      await expect(commands.runStatement(caller, addKey('a', happened))).rejects.toThrow('duplicate key');
      expect(happened).toEqual(['a']);
    });

    it('is done once for the same idempotency key', async () => {
      const once: Caller = { ...caller, idempotency: { key: 'k-6', requestHash: 'h' } };
      const first = await commands.runStatement(once, addKey('b'));
      expect(await commands.runStatement(once, addKey('b'))).toEqual(first);
      expect(await keys()).toEqual(['b']);
    });

    it('cannot tell the journal anything', async () => {
      const work = commands.runStatement(caller, async (transaction) => {
        record(transaction);
        return accept(null);
      });
      await expect(work).rejects.toThrow('journal');
    });
  });

  describeOnServer('under concurrency', () => {
    it('works once when the same key arrives eight times at once', async () => {
      const once: Caller = { ...caller, idempotency: { key: 'k-5', requestHash: 'h' } };
      const answers = await Promise.all(
        Array.from({ length: 8 }, () =>
          commands.run(once, async (transaction) => {
            record(transaction);
            return accept({ id: uuidv7() });
          }),
        ),
      );
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(await entries()).toHaveLength(1);
    });

    it('lets no reader skip or reorder an entry, with slow and fast transactions interleaved', async () => {
      const seen: number[] = [];
      let reading = true;
      const reader = (async () => {
        while (reading) {
          const next = await ground.get(JournalReader).listAfter(caller.centerId, seen.at(-1) ?? 0, 50);
          seen.push(...next.map(({ seq }) => seq));
        }
      })();
      const total = 400;
      let left = total;
      const writer = async (number: number) => {
        while (left-- > 0) {
          await commands.run(caller, async (transaction) => {
            record(transaction);
            if (number % 3 === 0) await transaction.manager.query(`select pg_sleep(0.005)`);
            return accept(null);
          });
        }
      };
      await Promise.all(Array.from({ length: 12 }, (_, number) => writer(number)));
      while (seen.length < total) await new Promise((resolve) => setTimeout(resolve, 5));
      reading = false;
      await reader;
      expect(seen).toEqual(Array.from({ length: total }, (_, index) => index + 1));
    });
  });
});
