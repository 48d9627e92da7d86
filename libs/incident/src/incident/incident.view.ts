import {
  dispositions,
  incidentStates,
  incidentTypes,
  placeSources,
  priorities,
  type Disposition,
  type IncidentState,
  type IncidentType,
  type PlaceSource,
  type Priority,
} from '#lib/contract';
import {
  Choice,
  Decimal,
  Identifier,
  Latitude,
  Longitude,
  Nested,
  NestedList,
  Text,
  Time,
  Whole,
  type Caller,
} from '#lib/platform';
import { maySeeCallers } from '../personal.js';
import type { Patient } from '../patient/patient.js';
import { PatientView, patientView } from '../patient/patient.view.js';
import type { Incident } from './incident.js';

const personal = 'Null when unknown, and for roles that may not read it.';
const actor = { max: 100, description: '`user:<id>`, `integration:<id>` or `system`.' };

/** Who called. */
export class CallerView {
  @Text({ max: 200, nullable: true, description: personal })
  name: string | null;

  @Text({ max: 40, nullable: true, description: `E.164 where it is a telephone number. ${personal}` })
  phone: string | null;
}

/** Where help is needed: the chosen point, who chose it and how, and the words, kept apart. */
export class PlaceView {
  @Latitude()
  lat: number;

  @Longitude()
  lon: number;

  @Decimal({ min: 0, max: 1_000_000, nullable: true, description: 'Radius, metres. Null when unknown.' })
  accuracyMetres: number | null;

  @Text({ max: 500, nullable: true, description: personal })
  address: string | null;

  @Text({ max: 1_000, nullable: true, description: `How to find it. ${personal}` })
  note: string | null;

  @Choice(placeSources, { name: 'PlaceSource', description: 'How the point came to be known.' })
  source: PlaceSource;

  @Text({ ...actor, description: `Who chose the point: ${actor.description}` })
  chosenBy: string;

  @Time({ description: 'When the point was chosen.' })
  chosenAt: string;

  @Identifier({ nullable: true, description: 'The area the point lies in.' })
  areaId: string | null;
}

/** How an incident ended. The note given with it is in the timeline. */
export class ClosingView {
  @Time({ description: 'When it was closed.' })
  at: string;

  @Text({ ...actor, description: `Who closed it: ${actor.description}` })
  by: string;

  @Choice(dispositions, { name: 'Disposition', description: 'How it ended.' })
  disposition: Disposition;

  @Identifier({ nullable: true, description: 'The incident this one repeats.' })
  duplicateOf: string | null;
}

/** An incident as lists answer it. */
export class IncidentSummary {
  @Identifier({ description: 'The incident.' })
  id: string;

  @Text({
    max: 40,
    description: 'For people: center, local day, count of the day.',
    example: 'BDG-20261121-0042',
  })
  number: string;

  @Choice(incidentStates, {
    name: 'IncidentState',
    description: 'Follows the furthest assignment; `closed` is a decision.',
  })
  state: IncidentState;

  @Choice(priorities, { nullable: true, description: 'Null until known.' })
  priority: Priority | null;

  @Choice(incidentTypes, { name: 'IncidentType', description: '`unknown_problem` until known.' })
  type: IncidentType;

  @Text({
    max: 2_000,
    nullable: true,
    description: 'The caller’s words, as said. Null for roles that may not read them.',
  })
  complaint: string | null;

  @Text({ max: 40, nullable: true, description: 'The protocol’s result, for example `09.A.02`.' })
  determinant: string | null;

  @Nested(() => CallerView, { description: 'Who called.' })
  caller: CallerView;

  @Nested(() => PlaceView, { description: 'Where.' })
  place: PlaceView;

  @Time({ description: 'When it was opened.' })
  openedAt: string;

  @Text({ ...actor, description: `Who opened it: ${actor.description}` })
  openedBy: string;

  @Time({
    description:
      't0: the first ring of its contacts. Where none rang, or later: when its call was begun by hand, else the opening.',
  })
  clockStartedAt: string;

  @Time({ nullable: true, description: 'Since when it waits for a team; null when it does not.' })
  queuedSince: string | null;

  @Nested(() => ClosingView, { nullable: true, description: 'Null while it is open.' })
  closing: ClosingView | null;

  @Whole({ min: 1, max: 2_147_483_647, description: 'Grows with every change; also the ETag.' })
  version: number;
}

/** An incident with its patients. */
export class IncidentView extends IncidentSummary {
  @NestedList(() => PatientView, { max: 10_000, description: 'In the order they were added.' })
  patients: PatientView[];
}

export class IncidentPage {
  @NestedList(() => IncidentSummary, { max: 500, description: 'Newest first.' })
  items: IncidentSummary[];

  @Text({ max: 200, nullable: true, description: 'Begins the next page; null on the last.' })
  nextCursor: string | null;
}

const timeOf = (at: Date | null): string | null => at?.toISOString() ?? null;

/** What this caller may see of an incident. */
export function incidentSummary(incident: Incident, caller: Caller): IncidentSummary {
  const words = <T>(value: T): T | null => (maySeeCallers(caller) ? value : null);
  return {
    id: incident.id,
    number: incident.number,
    state: incident.state,
    priority: incident.priority,
    type: incident.type,
    complaint: words(incident.complaint),
    determinant: incident.determinant,
    caller: { name: words(incident.callerName), phone: words(incident.callerPhone) },
    place: {
      lat: incident.lat,
      lon: incident.lon,
      accuracyMetres: incident.accuracyMetres,
      address: words(incident.address),
      note: words(incident.placeNote),
      source: incident.placeSource,
      chosenBy: incident.placeChosenBy,
      chosenAt: incident.placeChosenAt.toISOString(),
      areaId: incident.areaId,
    },
    openedAt: incident.openedAt.toISOString(),
    openedBy: incident.openedBy,
    clockStartedAt: incident.clockStartedAt.toISOString(),
    queuedSince: timeOf(incident.queuedSince),
    closing: closingView(incident),
    version: incident.version,
  };
}

export const incidentView = (
  incident: Incident,
  patients: readonly Patient[],
  caller: Caller,
): IncidentView => ({
  ...incidentSummary(incident, caller),
  patients: patients.map((patient) => patientView(patient, caller)),
});

function closingView({ closedAt, closedBy, disposition, duplicateOf }: Incident): ClosingView | null {
  if (!closedAt || !closedBy || !disposition) return null;
  return { at: closedAt.toISOString(), by: closedBy, disposition, duplicateOf };
}
