import { uuidv7, type Caller } from '#lib/platform';
import { describeOnServer, refusalOf, valueOf } from '#testing';
import { IntakeGround } from '../testing/intake-ground.js';
import { boardContacts } from './board-contacts.js';
import { CallBackOwners } from './call-back-owners.js';
import { Contacts } from './contacts.js';

describe('a call back', () => {
  let on: IntakeGround;
  let ani: Caller;
  let budi: Caller;
  let supervisor: Caller;

  beforeAll(async () => {
    on = await IntakeGround.prepare();
  });
  afterAll(() => on.close());
  beforeEach(async () => {
    ani = await on.newOperator();
    budi = await on.colleagueOf(ani);
    supervisor = await on.ground.newUser(ani.centerId, 'supervisor');
  });

  const owners = () => on.get(CallBackOwners);
  const abandoned = async () => {
    const contact = await on.ring(ani);
    return valueOf(await on.get(Contacts).end(ani, contact.id, {})).id;
  };

  it('belongs to whoever takes it on, on every screen', async () => {
    const id = await abandoned();
    expect(valueOf(await owners().take(ani, id)).callBackOwner).toBe(ani.userId);
    valueOf(await owners().take(ani, id));
    const board = await boardContacts(on.ground.dataSource, ani.centerId, { personal: true });
    const { display_name: name } = await on.ground.dataSource
      .query<{ display_name: string }[]>('select display_name from app_user where id = $1', [ani.userId])
      .then(([row]) => row!);
    expect(board).toMatchObject([{ id, callBackOwner: ani.userId, callBackOwnerName: name }]);
    const told = (await on.journal(ani)).filter(({ type }) => type === 'contact.call_back_owner_set');
    expect(told).toMatchObject([{ subjectId: id, payload: { ownerId: ani.userId } }]);
    expect(refusalOf(await owners().take(budi, id))).toMatchObject({
      code: 'call_back_owned',
      current: { callBackOwner: ani.userId },
    });
  });

  it('is given back by its owner or by a supervisor, and by nobody else', async () => {
    const id = await abandoned();
    valueOf(await owners().take(ani, id));
    expect(refusalOf(await owners().release(budi, id)).code).toBe('call_back_owned');
    expect(valueOf(await owners().release(ani, id)).callBackOwner).toBeNull();
    valueOf(await owners().take(budi, id));
    expect(valueOf(await owners().release(supervisor, id)).callBackOwner).toBeNull();
  });

  it('is handed over by a supervisor, to somebody of the center', async () => {
    const id = await abandoned();
    valueOf(await owners().take(ani, id));
    expect(valueOf(await owners().assign(supervisor, id, budi.userId!)).callBackOwner).toBe(budi.userId);
    const stranger = await on.newOperator();
    for (const userId of [stranger.userId!, uuidv7()]) {
      expect(refusalOf(await owners().assign(supervisor, id, userId))).toMatchObject({
        code: 'not_found',
        fields: [{ field: 'userId' }],
      });
    }
  });

  it('keeps who made it, and cannot be taken on once it is settled', async () => {
    const id = await abandoned();
    valueOf(await owners().take(ani, id));
    expect(valueOf(await on.get(Contacts).calledBack(ani, id, {})).callBackOwner).toBe(ani.userId);
    expect(refusalOf(await owners().take(budi, id)).code).toBe('contact_not_waiting');
  });

  it('of another center does not exist', async () => {
    const id = await abandoned();
    expect(refusalOf(await owners().take(await on.newOperator(), id)).code).toBe('not_found');
  });

  describeOnServer('taken by two at once', () => {
    it('belongs to one of them', async () => {
      const id = await abandoned();
      const answers = await Promise.all([owners().take(ani, id), owners().take(budi, id)]);
      expect(answers.filter(({ accepted }) => accepted)).toHaveLength(1);
    });
  });
});
