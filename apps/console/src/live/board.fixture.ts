import type { BoardTeam, ScreenEvent, Snapshot } from '#lib/contract';
import { boardOf, type Board } from './board.js';
import { afterEvent } from './board-events.js';

type Known = Exclude<ScreenEvent, { subjectVersion: 0 }>;
type Facts<T extends Known['type']> = Pick<Extract<Known, { type: T }>, 'payload'> &
  Partial<Omit<Known, 'type' | 'payload' | 'seq'>>;

export const at = (second: number): string => new Date(Date.UTC(2026, 10, 21, 12, 0, second)).toISOString();

export const team = (id: string, more: Partial<BoardTeam> = {}): BoardTeam => ({
  id,
  callSign: id.toUpperCase(),
  kind: 'bls_ambulance',
  phone: null,
  capabilities: [],
  onDuty: true,
  dutySince: at(0),
  crewSize: 2,
  version: 1,
  baseFacilityId: null,
  assignmentId: null,
  position: null,
  ...more,
});

/** A journal that is followed: each call adds the next entry. */
export class FollowedJournal {
  board: Board;

  constructor(snapshot: Partial<Snapshot> = {}) {
    this.board = boardOf({ seq: 10, incidents: [], teams: [], contacts: [], facilities: [], ...snapshot });
  }

  event<T extends Known['type']>(type: T, subjectId: string, facts: Facts<T>): ScreenEvent {
    const seq = this.board.seq + 1;
    return {
      seq,
      type,
      occurredAt: at(seq),
      subjectId,
      subjectVersion: 1,
      actor: 'user:1',
      incidentId: null,
      teamId: null,
      ...facts,
    } as ScreenEvent;
  }

  add<T extends Known['type']>(type: T, subjectId: string, facts: Facts<T>): this {
    this.board = afterEvent(this.board, this.event(type, subjectId, facts));
    return this;
  }

  open(id: string, contactId: string | null = null, beganAt?: string): this {
    return this.add('incident.opened', id, {
      incidentId: id,
      payload: {
        number: `BDG-${id}`,
        contactId,
        ...(beganAt && { beganAt }),
        type: 'chest_pain',
        priority: 'P1',
        place: { lat: -6.9, lon: 107.6, accuracyMetres: null, source: 'operator_map', areaId: null },
        patients: 1,
      },
    });
  }

  offer(assignmentId: string, incidentId: string, teamId: string): this {
    return this.add('assignment.offered', assignmentId, {
      incidentId,
      teamId,
      payload: {
        incidentId,
        teamId,
        recommendationId: 'recommendation',
        etaSeconds: 200,
        etaSource: 'straight_line',
        distanceMetres: 1_400,
        acknowledgeBy: at(99),
        fitsPlan: true,
        chosenBy: 'person',
      },
    });
  }
}
