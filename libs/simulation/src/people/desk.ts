import type { Disposition, ProblemCode, Snapshot } from '#lib/contract';
import type { LayadClient } from '../client/layad-client.js';
import { ProblemError } from '../client/problem-error.js';
import { secondsAfter } from '../timeline/timeline.js';
import type { CallPlan, Emergency } from './call-plan.js';
import type { Operators } from './operators.js';
import type { World } from './world.js';

/** An operator closes the file so long after the last team is done. */
const closingSeconds = 20;

/** A team is sent again when the incident changed while it was chosen. */
const sendingAttempts = 5;
/** None is free, so the server offers the next that is; or somebody else has sent one, or closed the incident. */
const needsNoTeam: readonly ProblemCode[] = ['no_team_available', 'plan_met', 'incident_closed'];

/** The control room: a caller rings, is answered and heard, gets a team, and the incident is closed in the end. */
export class Desk {
  constructor(
    private readonly world: World,
    private readonly operators: Operators,
  ) {}

  /** Lives one call from its ring to the closed incident. */
  async take(call: CallPlan): Promise<void> {
    const { timeline, acknowledged, counts } = this.world;
    await timeline.until(call.ringsAt);
    counts.calls += 1;
    if (call.emergency) counts.emergencies += 1;
    const { id: contactId } = await this.operators.any().ring({
      channel: call.channel,
      ...(call.callerNumber ? { callerNumber: call.callerNumber } : {}),
      at: call.ringsAt,
    });
    acknowledged.acknowledge('contact.rang', contactId);
    const { answeredAfterSeconds } = call;
    if (answeredAfterSeconds === undefined) return this.end(this.operators.any(), call, contactId);
    const answeredAt = secondsAfter(call.ringsAt, answeredAfterSeconds);
    await timeline.until(answeredAt);
    let incidentId: string | undefined;
    await this.operators.withFree(async (operator, waited) => {
      const delay = waited ? timeline.now().getTime() - answeredAt.getTime() : 0;
      if (!(await this.answer(operator, contactId, new Date(answeredAt.getTime() + delay)))) return;
      const heard = { ...call, ringsAt: new Date(call.ringsAt.getTime() + delay) };
      const ending = () => this.end(operator, heard, contactId);
      if (!heard.emergency) return ending();
      incidentId = await this.open(operator, heard, heard.emergency, contactId);
      // The team is chosen while the caller is still on the line, or after: whichever the plan says.
      await Promise.all([this.sendInTime(operator, heard, heard.emergency, incidentId), ending()]);
    });
    if (incidentId && call.emergency) await this.follow(incidentId, call.emergency);
  }

  /**
   * Takes over what an earlier simulation left: nobody is on the line any more, and teams are on their way. The
   * incidents end as they would have, as far as anybody can tell.
   */
  async adopt({ contacts, incidents }: Snapshot): Promise<void> {
    for (const { id, state, incidentId } of contacts) {
      if (state === 'ended') continue;
      const outcome = incidentId ? 'incident_opened' : state === 'ringing' ? 'abandoned' : 'silent';
      await this.operators.any().endContact(id, { outcome });
    }
    for (const { id, state } of incidents) {
      if (state === 'closed') continue;
      void this.world.live(id, async () => {
        if ((await this.world.incidents.settled(id)) === 'served') await this.close(id, 'treated_on_scene');
      });
    }
  }

  /** @returns false when somebody else, at another console, was quicker. */
  private async answer(operator: LayadClient, contactId: string, at: Date): Promise<boolean> {
    try {
      await operator.answerContact(contactId, at);
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'contact_already_answered') return false;
      throw error;
    }
    this.world.acknowledged.acknowledge('contact.answered', contactId);
    return true;
  }

  /** Opens the incident when the caller has told enough. @returns the incident's id */
  private async open(
    operator: LayadClient,
    call: CallPlan,
    emergency: Emergency,
    contactId: string,
  ): Promise<string> {
    const { timeline, acknowledged, counts, emergencies } = this.world;
    await timeline.until(secondsAfter(call.ringsAt, emergency.openedAfterSeconds));
    const { lat, lon } = emergency.place;
    const incident = await operator.openIncident({
      contactId,
      place: {
        lat,
        lon,
        ...(emergency.accuracyMetres === undefined ? {} : { accuracyMetres: emergency.accuracyMetres }),
        ...(emergency.address === undefined ? {} : { address: emergency.address }),
      },
      complaint: emergency.complaint,
      type: emergency.type,
      priority: emergency.priority,
    });
    emergencies.set(incident.id, emergency);
    acknowledged.acknowledge('incident.opened', incident.id);
    counts.incidents += 1;
    return incident.id;
  }

  private async sendInTime(
    operator: LayadClient,
    { ringsAt }: CallPlan,
    { dispatchedAfterSeconds }: Emergency,
    incidentId: string,
  ): Promise<void> {
    await this.world.timeline.until(secondsAfter(ringsAt, dispatchedAfterSeconds));
    await this.send(operator, incidentId);
  }

  /** Sends the best team; where there is none the incident waits, and the server offers it to the next that is free. */
  private async send(operator: LayadClient, incidentId: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        const assignment = await operator.sendBestTeam(incidentId);
        this.world.acknowledged.acknowledge('assignment.offered', assignment.id);
        return;
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        if (needsNoTeam.includes(error.code)) return;
        if (error.code !== 'version_mismatch' || attempt === sendingAttempts) throw error;
      }
    }
  }

  private async end(operator: LayadClient, call: CallPlan, contactId: string): Promise<void> {
    await this.world.timeline.until(secondsAfter(call.ringsAt, call.endsAfterSeconds));
    await operator.endContact(contactId, { outcome: call.outcome });
    this.world.acknowledged.acknowledge('contact.ended', contactId);
  }

  /** Waits for the teams to finish, or calls them back when they are not needed, and closes the incident. */
  private async follow(incidentId: string, { work, disposition }: Emergency): Promise<void> {
    if (work.calledOffAfterSeconds === undefined) {
      if ((await this.world.incidents.settled(incidentId)) === 'served')
        await this.close(incidentId, disposition);
      return;
    }
    await this.world.timeline.rest(work.calledOffAfterSeconds);
    await this.callOff(incidentId);
    await this.close(incidentId, disposition);
  }

  private async close(incidentId: string, disposition: Disposition): Promise<void> {
    await this.world.timeline.rest(closingSeconds);
    try {
      await this.operators.any().close(incidentId, { disposition });
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'incident_closed') return;
      throw error;
    }
    this.world.acknowledged.acknowledge('incident.closed', incidentId);
    this.world.counts.closed += 1;
  }

  private async callOff(incidentId: string): Promise<void> {
    for (const assignmentId of this.world.incidents.live(incidentId)) {
      try {
        await this.operators.any().progress(assignmentId, { state: 'recalled', reason: 'not_needed' });
      } catch (error) {
        // The team was quicker: it has declined, let the time run out, or is done.
        if (!(error instanceof ProblemError && error.code === 'transition_not_allowed')) throw error;
        continue;
      }
      this.world.acknowledged.acknowledge('assignment.recalled', assignmentId);
    }
  }
}
