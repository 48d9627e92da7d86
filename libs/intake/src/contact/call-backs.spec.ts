import { describeOnServer, valueOf } from '#testing';
import { IntakeGround } from '../testing/intake-ground.js';
import { Contacts } from './contacts.js';

describeOnServer('calls from one number that wait for a call back', () => {
  let on: IntakeGround;
  beforeAll(async () => {
    on = await IntakeGround.prepare();
  });
  afterAll(() => on?.ground.close());

  it('are taken in one order, so that two people who call back different ones do not block each other', async () => {
    const contacts = on.get(Contacts);
    const operator = await on.newOperator();
    const abandon = async () => {
      const { id } = await on.ring(operator);
      return valueOf(await contacts.end(operator, id, {})).id;
    };
    const [first, last] = [await abandon(), await abandon()];
    const { dataSource } = on.ground;
    const holder = dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query(`select from contact where id = $1 for update`, [last]);
    const callingBack = contacts.calledBack(operator, last, {});
    const firstIsFree = async (): Promise<boolean> => {
      const free: unknown[] = await dataSource.query(
        `select 1 from contact where id = $1 for update skip locked`,
        [first],
      );
      return free.length > 0;
    };
    // It waits for the last, and holds the first already.
    for (let turn = 0; turn < 200 && (await firstIsFree()); turn++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const held = !(await firstIsFree());
    await holder.rollbackTransaction();
    await holder.release();
    expect(held).toBe(true);
    expect(valueOf(await callingBack)).toMatchObject({ id: last, callBackBy: null });
  });
});
