import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Permission, Role } from '#lib/contract';
import type { Caller } from '#lib/platform';
import { Ground, eventually } from '#testing';
import { CenterFeeds } from './feed/center-feeds.js';
import { realtimeSettings } from './realtime-settings.js';
import { Board } from './snapshot/board.js';
import { RealtimeServer } from './testing/realtime-server.js';
import { Scene } from './testing/scene.js';
import { TokenBook } from './testing/token-book.js';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('joining the board', () => {
  let ground: Ground;
  let server: RealtimeServer;
  const tokens = new TokenBook();

  beforeAll(async () => {
    ground = await Ground.prepare();
    server = await RealtimeServer.start(ground.foundations, tokens);
  });
  afterAll(async () => {
    await server?.stop();
    await ground?.close();
  });

  it('begins with the whole board at one seq, and goes on from there', async () => {
    const scene = await Scene.in(ground);
    const incidentId = await scene.openIncident();
    const teamId = await scene.newTeam('AMB 1');
    const assignmentId = await scene.offer(incidentId, teamId);
    await scene.newFacility('RS Hasan Sadikin');
    const console = server.connect(ground.caller(scene.centerId));
    await eventually(() => console.snapshot !== undefined, 'the snapshot');
    expect(console.snapshot).toMatchObject({
      seq: await scene.lastSeq(),
      incidents: [
        { id: incidentId, complaint: 'jatuh dari tangga', assignments: [{ id: assignmentId, teamId }] },
      ],
      teams: [{ id: teamId, callSign: 'AMB 1', assignmentId }],
      contacts: [],
      facilities: [{ name: 'RS Hasan Sadikin' }],
    });
    await scene.stir(2);
    await eventually(() => console.seqs.length === 2, 'both entries');
    expect(console.seqs).toEqual(range(console.snapshot!.seq + 1, console.snapshot!.seq + 2));
  });

  it('tells who did not take an open incident, and leaves that team free', async () => {
    const scene = await Scene.in(ground);
    const incidentId = await scene.openIncident();
    const [silent, next] = [await scene.newTeam('AMB 1'), await scene.newTeam('AMB 2')];
    const expired = await scene.offer(incidentId, silent);
    await scene.step(expired, 'expired', 'assignment.expired');
    const offered = await scene.offer(incidentId, next);
    const console = server.connect(ground.caller(scene.centerId));
    await eventually(() => console.snapshot !== undefined, 'the snapshot');
    const { incidents, teams } = console.snapshot!;
    expect(new Map(incidents[0]!.assignments.map(({ id, state }) => [id, state]))).toEqual(
      new Map([
        [expired, 'expired'],
        [offered, 'offered'],
      ]),
    );
    expect(new Map(teams.map(({ id, assignmentId }) => [id, assignmentId]))).toEqual(
      new Map([
        [silent, null],
        [next, offered],
      ]),
    );
  });

  it('shows callers’ words and addresses only to the roles that may read them', async () => {
    const scene = await Scene.in(ground);
    await scene.openIncident();
    const manager = server.connect(ground.caller(scene.centerId, 'manager'));
    await eventually(() => manager.snapshot !== undefined, 'the snapshot');
    expect(manager.snapshot!.incidents).toMatchObject([{ complaint: null, address: null }]);
  });

  it('shows a program nobody’s words, addresses or numbers that its key may not read', async () => {
    const scene = await Scene.in(ground);
    await scene.openIncident();
    await ground.dataSource.query(
      `insert into contact (id, center_id, channel, caller_number, ringing_at, created_at)
       values (gen_random_uuid(), $1, 'voice', '+628123456789', $2, $2)`,
      [scene.centerId, ground.clock.now()],
    );
    const key = (permissions: Permission[]) =>
      server.connect(ground.caller(scene.centerId, 'integration', { permissions }));
    const narrow = key(['realtime.follow', 'incident.read']);
    const wide = key(['realtime.follow', 'incident.read', 'contact.read']);
    await eventually(() => narrow.snapshot !== undefined && wide.snapshot !== undefined, 'both snapshots');
    expect(narrow.snapshot!.incidents).toMatchObject([{ complaint: null, address: null }]);
    expect(narrow.snapshot!.contacts).toMatchObject([{ callerNumber: null }]);
    expect(wide.snapshot!.incidents[0]!.complaint).not.toBeNull();
    expect(wide.snapshot!.contacts).toMatchObject([{ callerNumber: '+628123456789' }]);
  });

  it('shows where teams are called to who sends them, to each team its own, and to nobody else', async () => {
    const scene = await Scene.in(ground);
    const teamId = await scene.newTeam('AMB 1', { phone: '+6281234567890' });
    await scene.newTeam('AMB 2', { phone: '201' });
    const phonesOf = async (role: Role, more: Partial<Caller> = {}) => {
      const screen = server.connect(ground.caller(scene.centerId, role, more));
      await eventually(() => screen.snapshot !== undefined, 'the snapshot');
      return screen.snapshot!.teams.map(({ phone }) => phone);
    };
    for (const role of ['operator', 'supervisor', 'admin'] as const) {
      expect(await phonesOf(role)).toEqual(['+6281234567890', '201']);
    }
    for (const role of ['manager', 'doctor', 'integration'] as const) {
      expect(await phonesOf(role)).toEqual([null, null]);
    }
    expect(await phonesOf('team', { teamId })).toEqual(['+6281234567890']);
  });

  it('goes on from since without a snapshot', async () => {
    const scene = await Scene.in(ground);
    await scene.stir(5);
    const console = server.connect(ground.caller(scene.centerId), { since: 2 });
    await eventually(() => console.seqs.length === 3, 'the missed entries');
    expect(console.seqs).toEqual([3, 4, 5]);
    expect(console.snapshot).toBeUndefined();
  });

  it('replays from the database what memory does not hold, in order and whole', async () => {
    const scene = await Scene.in(ground);
    const many = 2 * realtimeSettings.replayBatch + 7;
    await ground.dataSource.query(
      `insert into journal (center_id, seq, occurred_at, type, subject_id, subject_version, actor, payload)
       select $1, n, $2, 'center.settings_changed', $1, 1, 'system', '{"fields":[]}' from generate_series(1, $3::int) n`,
      [scene.centerId, ground.clock.now(), many],
    );
    await ground.dataSource.query(`update journal_counter set seq = $2 where center_id = $1`, [
      scene.centerId,
      many,
    ]);
    const console = server.connect(ground.caller(scene.centerId), { since: 0 });
    await eventually(() => console.seqs.length >= many, 'the whole replay');
    expect(console.seqs).toEqual(range(1, many));
  });

  it('begins anew with a snapshot when since is too far behind, too old, or from another journal', async () => {
    const scene = await Scene.in(ground);
    await scene.stir(1);
    const ahead = server.connect(ground.caller(scene.centerId), { since: 4_711 });
    await eventually(() => ahead.snapshot !== undefined, 'a snapshot for who is ahead');
    ground.clock.advanceSeconds((realtimeSettings.replayMostHours + 1) * 3600);
    await scene.stir(1);
    const old = server.connect(ground.caller(scene.centerId), { since: 0 });
    await eventually(() => old.snapshot !== undefined, 'a snapshot for who is old');
    expect(old.snapshot!.seq).toBe(2);
    await ground.dataSource.query(`update journal_counter set seq = seq + $2 where center_id = $1`, [
      scene.centerId,
      realtimeSettings.replayMostEntries,
    ]);
    const behind = server.connect(ground.caller(scene.centerId), { since: 1 });
    await eventually(() => behind.snapshot !== undefined, 'a snapshot for who is behind');
  });

  it('loses nothing and repeats nothing while entries are committed, whenever somebody joins', async () => {
    const scene = await Scene.in(ground);
    await scene.stir(30);
    const clients = [];
    const writing = (async () => {
      for (let time = 0; time < 60; time += 1) await scene.stir();
    })();
    for (let index = 0; index < 40; index += 1) {
      const since = index % 2 === 0 ? undefined : index % 30;
      clients.push({ since, client: server.connect(ground.caller(scene.centerId), { since }) });
      await new Promise((resolve) => setTimeout(resolve, 7));
    }
    await writing;
    const last = await scene.lastSeq();
    for (const { since, client } of clients) {
      await eventually(() => client.seq >= last, 'the last entry');
      const first = (since ?? client.snapshot!.seq) + 1;
      expect(client.seqs).toEqual(range(first, last));
    }
  });

  it('reads the board a few times for many who come at once, and each goes on without a gap', async () => {
    const scene = await Scene.in(ground);
    await scene.stir();
    const board = server.application.get(Board);
    const reading = jest.spyOn(board, 'read');
    const clients = Array.from({ length: 60 }, () => server.connect(ground.caller(scene.centerId)));
    await scene.stir(10);
    const last = await scene.lastSeq();
    for (const client of clients) {
      await eventually(() => client.seq >= last, 'the last entry');
      expect(client.seqs).toEqual(range(client.snapshot!.seq + 1, last));
    }
    expect(reading.mock.calls.length).toBeLessThan(20);
    reading.mockRestore();
  });

  it('lets everybody come back and resume when an entry could not be sent', async () => {
    const scene = await Scene.in(ground);
    const client = server.connect(ground.caller(scene.centerId));
    await eventually(() => client.snapshot !== undefined, 'the snapshot');
    const feeds = server.application.get(CenterFeeds);
    const { onEntry } = feeds;
    feeds.onEntry = (centerId) => {
      if (centerId === scene.centerId) throw new Error('out of order');
    };
    await scene.stir(2);
    expect(await client.ended()).toBe('transport close');
    expect(client.said('closing')).toMatchObject([{ code: 'temporarily_unavailable', reconnect: true }]);
    feeds.onEntry = onEntry;
    const again = server.connect(ground.caller(scene.centerId), { since: client.seq });
    await scene.stir();
    await eventually(() => again.seqs.length === 3, 'the rest');
    expect(again.seqs).toEqual([1, 2, 3]);
  });

  it('keeps another center’s entries and board to that center', async () => {
    const [ours, theirs] = [await Scene.in(ground), await Scene.in(ground)];
    await theirs.openIncident();
    const console = server.connect(ground.caller(ours.centerId));
    await eventually(() => console.snapshot !== undefined, 'the snapshot');
    expect(console.snapshot!.incidents).toEqual([]);
    await theirs.stir(3);
    await ours.stir(1);
    await eventually(() => console.seqs.length > 0, 'our entry');
    expect(console.seqs).toEqual([1]);
  });

  it('keeps the place of entries about accounts and tells nothing else of them', async () => {
    const scene = await Scene.in(ground);
    const console = server.connect(ground.caller(scene.centerId));
    await eventually(() => console.snapshot !== undefined, 'the snapshot');
    await scene.record({
      type: 'user.created',
      subjectId: scene.centerId,
      subjectVersion: 3,
      payload: { role: 'admin' },
    });
    await scene.stir();
    await eventually(() => console.seqs.length === 2, 'both entries');
    expect(console.said('event')[0]).toEqual({
      seq: 1,
      type: 'user.created',
      occurredAt: ground.clock.now().toISOString(),
      subjectId: '00000000-0000-0000-0000-000000000000',
      subjectVersion: 0,
      actor: 'system',
      incidentId: null,
      teamId: null,
      payload: {},
    });
    const late = server.connect(ground.caller(scene.centerId), { since: 0 });
    await eventually(() => late.seqs.length === 2, 'the replay');
    expect(late.said('event')).toEqual(console.said('event'));
  });

  it('works over long polling as well', async () => {
    const scene = await Scene.in(ground);
    const console = server.connect(ground.caller(scene.centerId), { transports: ['polling'] });
    await eventually(() => console.snapshot !== undefined, 'the snapshot');
    await scene.stir();
    await eventually(() => console.seqs.length === 1, 'the entry');
  });
});
