import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ScreenEvent } from '#lib/contract';
import { JournalReader } from '#lib/platform';
import { Ground, onServerDatabase, eventually } from '#testing';
import type { Client } from '../testing/client.js';
import { RealtimeServer } from '../testing/realtime-server.js';
import { Scene } from '../testing/scene.js';
import { TokenBook } from '../testing/token-book.js';
import { CenterFeeds } from './center-feeds.js';
import { JournalReplay } from './journal-replay.js';
import { TeamsOnIncidents } from './team-receivers.js';

describe('a team on the board', () => {
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

  const connect = async (scene: Scene, teamId: string, since?: number): Promise<Client> => {
    const client = server.connect(ground.caller(scene.centerId, 'team', { teamId }), { since });
    if (since === undefined) await eventually(() => client.snapshot !== undefined, 'the snapshot');
    return client;
  };

  /** Waits until the client has everything it may know of. */
  const settled = async (scene: Scene, client: Client): Promise<void> => {
    const last = await scene.lastSeq();
    await eventually(() => {
      server.application.get(CenterFeeds).beat();
      return client.said('heartbeat').some(({ seq }) => seq >= last);
    }, 'the heartbeat');
  };

  it('begins with its own assignment, its incident, itself and the facilities, and nothing of others', async () => {
    const scene = await Scene.in(ground);
    const [ours, theirs] = [await scene.newTeam(), await scene.newTeam()];
    const [here, there] = [await scene.openIncident(), await scene.openIncident()];
    await scene.newFacility('RSHS');
    const own = await scene.offer(here, ours);
    await scene.offer(here, theirs);
    await scene.note(there);
    const team = await connect(scene, ours);
    expect(team.snapshot).toMatchObject({
      incidents: [{ id: here, complaint: 'jatuh dari tangga', assignments: [{ id: own }] }],
      teams: [{ id: ours, assignmentId: own }],
      contacts: [],
      facilities: [{ name: 'RSHS' }],
    });
    expect(team.snapshot!.incidents).toHaveLength(1);
    expect(team.snapshot!.incidents[0]!.assignments).toHaveLength(1);
    expect(team.snapshot!.teams).toHaveLength(1);
  });

  it('hears of an incident from the offer to the end, and of nobody else’s', async () => {
    const scene = await Scene.in(ground);
    const [ours, theirs] = [await scene.newTeam(), await scene.newTeam()];
    const [here, there] = [await scene.openIncident(), await scene.openIncident()];
    const team = await connect(scene, ours);
    await scene.note(here);
    const own = await scene.offer(here, ours);
    const other = await scene.offer(there, theirs);
    await scene.note(there);
    await scene.note(here);
    await scene.step(other, 'acknowledged', 'assignment.acknowledged');
    await scene.step(own, 'en_route', 'assignment.departed');
    await scene.stir(3);
    await scene.step(own, 'cleared', 'assignment.cleared');
    await scene.note(here);
    await settled(scene, team);
    expect(team.types).toEqual([
      'assignment.offered',
      'incident.state_changed',
      'incident.note_added',
      'assignment.departed',
      'assignment.cleared',
    ]);
    expect(team.said('event').every(({ incidentId }) => incidentId === here)).toBe(true);
  });

  it('does not hear of another team sent to the same incident', async () => {
    const scene = await Scene.in(ground);
    const [ours, theirs] = [await scene.newTeam(), await scene.newTeam()];
    const here = await scene.openIncident();
    await scene.offer(here, ours);
    const team = await connect(scene, ours);
    await scene.offer(here, theirs);
    await settled(scene, team);
    expect(team.types).toEqual(['incident.state_changed']);
  });

  it('does not hear that it might be sent', async () => {
    const scene = await Scene.in(ground);
    const ours = await scene.newTeam();
    const team = await connect(scene, ours);
    await scene.suggest(await scene.openIncident(), ours);
    await settled(scene, team);
    expect(team.types).toEqual([]);
  });

  it('hears of itself and of facilities', async () => {
    const scene = await Scene.in(ground);
    const [ours, theirs] = [await scene.newTeam(), await scene.newTeam()];
    const facilityId = await scene.newFacility('RSHS');
    const team = await connect(scene, ours);
    for (const teamId of [ours, theirs]) {
      await scene.record({
        type: 'team.duty_changed',
        subjectId: teamId,
        subjectVersion: 2,
        teamId,
        payload: { onDuty: true, crewSize: 2 },
      });
    }
    await scene.record({
      type: 'facility.beds_changed',
      subjectId: facilityId,
      subjectVersion: 2,
      payload: { diversion: 'closed', beds: [] },
    });
    await settled(scene, team);
    expect(team.said('event').map(({ type, subjectId }) => [type, subjectId])).toEqual([
      ['team.duty_changed', ours],
      ['facility.beds_changed', facilityId],
    ]);
  });

  it('resumes with the same entries that it would have received', async () => {
    const scene = await Scene.in(ground);
    const [ours, theirs] = [await scene.newTeam(), await scene.newTeam()];
    const [here, there] = [await scene.openIncident(), await scene.openIncident()];
    const since = await scene.lastSeq();
    const live = await connect(scene, ours);
    const first = await scene.offer(here, ours);
    await scene.offer(there, theirs);
    await scene.note(here);
    const between = await scene.lastSeq();
    await scene.step(first, 'expired', 'assignment.expired');
    await scene.note(here);
    await scene.offer(there, ours);
    await scene.note(there);
    await settled(scene, live);
    const fromStart = await connect(scene, ours, since);
    const fromBetween = await connect(scene, ours, between);
    await settled(scene, fromStart);
    await settled(scene, fromBetween);
    expect(live.seqs).toHaveLength(7);
    expect(fromStart.said('event')).toEqual(live.said('event'));
    expect(fromBetween.said('event')).toEqual(live.said('event').filter(({ seq }) => seq > between));
  });

  it('hears the same from memory, from the database, and live, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.nat(6)), { minLength: 4, maxLength: 25 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (doings, part) => {
          const scene = await Scene.in(ground);
          const teams = [await scene.newTeam(), await scene.newTeam(), await scene.newTeam()];
          const incidents = [];
          for (let index = 0; index < 3; index += 1) incidents.push(await scene.openIncident());
          const live = new Map<string, string>();
          for (const [team, incident, doing] of doings) {
            const assignmentId = live.get(teams[team]!);
            if (doing === 0) await scene.note(incidents[incident]!);
            else if (doing === 1) await scene.stir();
            else if (doing === 6) await scene.suggest(incidents[incident]!, teams[team]!);
            else if (!assignmentId) {
              live.set(teams[team]!, await scene.offer(incidents[incident]!, teams[team]!));
            } else if (doing === 2) {
              await scene.step(assignmentId, 'on_scene', 'assignment.arrived');
            } else {
              const [state, type] = (
                [
                  ['cleared', 'assignment.cleared'],
                  ['expired', 'assignment.expired'],
                  ['declined', 'assignment.declined'],
                ] as const
              )[doing - 3]!;
              await scene.step(assignmentId, state, type);
              live.delete(teams[team]!);
            }
          }
          const replay = server.application.get(JournalReplay);
          const last = await scene.lastSeq();
          const since = Math.floor(part * last);
          const all = await ground.get(JournalReader).listAfter(scene.centerId, since, 1_000);
          const receivers = new TeamsOnIncidents(await replay.listTeamsOnIncidents(scene.centerId, since));
          const heard = new Map<string, ScreenEvent[]>(teams.map((teamId) => [teamId, []]));
          for (const event of all) {
            const audience = receivers.receiversOf(event);
            for (const teamId of audience === 'every team' ? teams : audience) {
              heard.get(teamId)!.push(event as ScreenEvent);
            }
          }
          for (const teamId of teams) {
            expect(await replay.listForTeam(scene.centerId, teamId, since, last, 1_000)).toEqual(
              heard.get(teamId),
            );
          }
        },
      ),
      { numRuns: onServerDatabase ? 40 : 12, seed: 119 },
    );
  }, 120_000);
});
