import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '#lib/kernel';
import { emergencyCalls } from '../intake/emergency-calls.js';
import { putTeamsOnDuty } from '../city/fleet.js';
import { cityBounds } from '../city/city-bounds.js';
import type { Stage } from '../environment/stage.js';
import { MovingFleet } from './moving-fleet.js';

export interface CitySize {
  readonly incidents: number;
  readonly teams: number;
  /** Journal entries a second, of any kind. */
  readonly eventsASecond: number;
}

interface LiveIncident {
  readonly id: string;
  assignmentId: string | null;
  /** How many of `steps` its team has reported. */
  stepsDone: number;
}

const steps = ['acknowledged', 'en_route', 'on_scene', 'cleared'] as const;
/** A team that was sent reports these at once, so that no offer runs out. */
const quickSteps = 2;
const types = ['chest_pain', 'traffic_accident', 'breathing', 'unconscious', 'fall'];
const priorities = ['P1', 'P2', 'P2', 'P3', 'P3', 'P4'];
/** Acts under way at a time: as many people at work. */
const hands = 6;
/** One in so many acts is a note. */
const actsANote = 4;
const lookEveryMilliseconds = 100;

/**
 * A city in a bad hour, lived through the public API: calls come in, teams are sent, report their steps and are free
 * again, incidents are closed, and as many stay open as at the beginning. Positions of all teams come once a second.
 */
export class BusyCity {
  private readonly live: LiveIncident[] = [];
  private readonly random = seededRandom(41);
  private readonly nextCall = emergencyCalls(42);
  private readonly fleet: MovingFleet;
  private working: Promise<unknown> = Promise.resolve();
  private ended = false;
  private refused = 0;

  private constructor(
    private readonly stage: Stage,
    private readonly size: CitySize,
    teamIds: readonly string[],
  ) {
    this.fleet = new MovingFleet(stage, teamIds, cityBounds);
  }

  /** Teams on duty, every incident open, half of them with a team. */
  static async found(stage: Stage, size: CitySize): Promise<BusyCity> {
    const teamIds = await putTeamsOnDuty(stage.database, stage.center.id, size.teams);
    const city = new BusyCity(stage, size, teamIds);
    await together(size.incidents, () => city.openOne());
    const half = city.live.filter((_, index) => index % 2 === 0);
    await together(half.length, (index) => city.sendTo(half[index]!));
    return city;
  }

  get liveIncidents(): number {
    return this.live.length;
  }

  /** Requests that were refused because the state had moved on; more than a few of them would be a mistake here. */
  get refusals(): number {
    return this.refused;
  }

  /** The journal's length. */
  async events(): Promise<number> {
    const { rows } = await this.stage.database.query<{ seq: string }>(
      `select seq from journal_counter where center_id = $1`,
      [this.stage.center.id],
    );
    return Number(rows[0]!.seq);
  }

  begin(): void {
    this.working = Promise.all([this.liveOn(), this.fleet.move(() => this.ended)]);
    // Told where it is waited for.
    this.working.catch(() => undefined);
  }

  /** @throws what went wrong in the meantime */
  async end(): Promise<void> {
    this.ended = true;
    await this.working;
  }

  /** Acts whenever the journal is behind its pace. */
  private async liveOn(): Promise<void> {
    const beginning = await this.events();
    const began = performance.now();
    while (!this.ended) {
      const due = ((performance.now() - began) / 1_000) * this.size.eventsASecond;
      const done = (await this.events()) - beginning;
      if (done >= due) await pause(lookEveryMilliseconds);
      // An act writes about two entries.
      else await together(Math.min(hands, Math.ceil((due - done) / 2)), () => this.act());
    }
  }

  private async act(): Promise<void> {
    // Taken out while it is worked on, so that nobody else works on it.
    const [incident] = this.live.splice(Math.floor(this.random() * this.live.length), 1);
    if (!incident) return;
    try {
      if (Math.floor(this.random() * actsANote) === 0) await this.note(incident);
      else if (incident.assignmentId === null) await this.sendTo(incident);
      else await this.step(incident, incident.assignmentId);
    } catch (error) {
      // A deadline of the server's came first, for example: whoever stands there is told so and goes on.
      if (!(error instanceof Error && error.message.includes('answered with 409'))) throw error;
      this.refused += 1;
    }
    if (incident.stepsDone < steps.length) this.live.push(incident);
    else await this.replace(incident);
  }

  private note({ id }: LiveIncident): Promise<unknown> {
    return this.stage.operator.post(`/api/v1/incidents/${id}/notes`, {
      text: 'Pasien sadar, tekanan darah 150/90',
    });
  }

  private async sendTo(incident: LiveIncident): Promise<void> {
    const path = `/api/v1/incidents/${incident.id}/assignments`;
    const { id } = await this.stage.operator.post<{ id: string }>(path, {});
    incident.assignmentId = id;
    for (let step = 0; step < quickSteps; step += 1) await this.step(incident, id);
  }

  private async step(incident: LiveIncident, assignmentId: string): Promise<void> {
    const state = steps[incident.stepsDone];
    incident.stepsDone += 1;
    await this.stage.operator.post(`/api/v1/assignments/${assignmentId}/state`, { state });
  }

  private async replace({ id }: LiveIncident): Promise<void> {
    await this.stage.operator.post(`/api/v1/incidents/${id}/close`, { disposition: 'treated_on_scene' });
    await this.openOne();
  }

  private async openOne(): Promise<void> {
    const { operator } = this.stage;
    const contact = await operator.post<{ id: string }>('/api/v1/contacts', {
      channel: 'voice',
      callerNumber: '+628123456789',
    });
    await operator.post(`/api/v1/contacts/${contact.id}/answer`, {});
    const { id } = await operator.post<{ id: string }>('/api/v1/incidents', {
      ...this.nextCall(),
      contactId: contact.id,
      type: types[Math.floor(this.random() * types.length)],
      priority: priorities[Math.floor(this.random() * priorities.length)],
    });
    this.live.push({ id, assignmentId: null, stepsDone: 0 });
  }
}

/** Does it so many times, a few at once. */
async function together(times: number, work: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < times) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(hands, times) }, worker));
}
