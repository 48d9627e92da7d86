import fc from 'fast-check';
import {
  dispositions,
  priorities,
  triageMarks,
  type Disposition,
  type EventPayload,
  type EventType,
  type Priority,
} from '#lib/contract';
import { uuidv7, type Queryable } from '#lib/platform';

/** An entry as it stands in the journal; its place in the list is its `seq`. */
export interface Entry<T extends EventType = EventType> {
  type: T;
  occurredAt: Date;
  subjectId: string;
  incidentId: string | null;
  teamId: string | null;
  /** Left out: the system. */
  actor?: string;
  payload: EventPayload<T>;
}

/** Midnight, UTC, of the day on which every journal of these begins. */
export const startOfDay = Date.parse('2026-11-20T00:00:00.000Z');
const day = 86_400;
const second = fc.integer({ min: 0, max: 2 * day });
/** Most waits are minutes; a wrong clock now and then makes one negative. */
const wait = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 3_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -600, max: -1 }) },
);
/** Who writes a call down that they talk on tells one moment for its ring and its answer. */
const answer = fc.oneof({ weight: 4, arbitrary: wait }, { weight: 1, arbitrary: fc.constant(0) });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 4 });

const assignment = fc.record({
  team: fc.nat(2),
  fitsPlan: fc.boolean(),
  offered: wait,
  steps: fc.record({
    acknowledged: maybe(wait),
    departed: maybe(wait),
    arrived: maybe(wait),
    transport_started: maybe(wait),
    reached_hospital: maybe(wait),
    cleared: maybe(wait),
  }),
});

const incident = fc.record({
  openedAt: second,
  priority: maybe(fc.constantFrom(...priorities)),
  area: maybe(fc.nat(1)),
  contact: fc.constantFrom('opened', 'linked', 'none'),
  /** How long before the opening somebody began to take it down, told without a contact. */
  began: maybe(wait),
  rang: wait,
  answered: maybe(answer),
  /** Whether a person wrote the contact down, and not an exchange. */
  byPerson: fc.boolean(),
  /** Further contacts, linked after the opening, some of them unlinked again or linked twice. */
  further: fc.array(
    fc.record({
      rang: wait,
      answered: maybe(answer),
      byPerson: fc.boolean(),
      placeKnown: maybe(wait),
      words: fc.array(fc.constantFrom('linked', 'unlinked'), { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 2 },
  ),
  /** The contact it was opened from was taken to another incident. */
  contactLeft: fc.boolean(),
  triages: fc.array(
    fc.record({
      marks: fc.array(fc.record({ mark: fc.constantFrom(...triageMarks), wait }), { maxLength: 3 }),
      priorityKnown: maybe(wait),
      words: fc.array(fc.constantFrom('attached', 'parted'), { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 2 },
  ),
  changes: fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('priority' as const), priority: fc.constantFrom(...priorities), wait }),
      fc.record({ kind: fc.constant('place' as const), area: maybe(fc.nat(1)), wait }),
    ),
    { maxLength: 3 },
  ),
  assignments: fc.array(assignment, { maxLength: 3 }),
  ending: fc.oneof(
    fc.constant(undefined),
    fc.constantFrom(...dispositions),
    fc.constantFrom('prank' as const, 'duplicate' as const),
  ),
  reopened: fc.boolean(),
});

export interface Names {
  areaIds: readonly string[];
  teamIds: readonly string[];
}

/** Journals of a few incidents, whole, half done and wrong, their entries in the order in which they were told. */
export const journals = (names: Names): fc.Arbitrary<Entry[]> =>
  fc.array(incident, { maxLength: 12 }).map((incidents) => {
    const entries = incidents.flatMap((facts) => entriesOf(facts, names));
    return entries.sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
  });

/** What happened, in seconds: `openedAt` after the start of the day, `rang` before the opening, steps after the step before. */
export type Facts = typeof incident extends fc.Arbitrary<infer T> ? T : never;

export function entriesOf(facts: Facts, { areaIds, teamIds }: Names): Entry[] {
  const incidentId = uuidv7();
  const contactId = uuidv7();
  const opened = startOfDay + facts.openedAt * 1000;
  const when = (seconds: number) => new Date(opened + seconds * 1000);
  const areaOf = (area: number | undefined) => (area === undefined ? null : areaIds[area]!);
  const place = (area: number | undefined) => ({
    lat: -6.9,
    lon: 107.6,
    accuracyMetres: null,
    source: 'operator_map' as const,
    areaId: areaOf(area),
  });
  const entries: Entry[] = [];
  const tell = <T extends EventType>(
    type: T,
    occurredAt: Date,
    payload: EventPayload<T>,
    about: Partial<Entry> = {},
  ) => {
    entries.push({
      type,
      occurredAt,
      payload,
      subjectId: incidentId,
      incidentId,
      teamId: null,
      ...about,
    } as Entry);
  };

  if (facts.contact !== 'none') {
    const about = { subjectId: contactId, incidentId: null, ...written(facts) };
    tell('contact.rang', when(-facts.rang), { channel: 'voice', at: when(-facts.rang).toISOString() }, about);
    if (facts.answered !== undefined) {
      const at = when(facts.answered - facts.rang).toISOString();
      tell('contact.answered', when(facts.answered), { at, answeredBy: uuidv7() }, about);
    }
  }
  tell('incident.opened', when(0), {
    number: '261120-0001',
    contactId: facts.contact === 'opened' ? contactId : null,
    ...(facts.contact !== 'opened' &&
      facts.began !== undefined && { beganAt: when(-facts.began).toISOString() }),
    type: 'fall',
    priority: facts.priority ?? null,
    place: place(facts.area),
    patients: 1,
  });
  if (facts.contact === 'linked') tell('incident.contact_linked', when(1), { contactId });
  if (facts.contact === 'opened' && facts.contactLeft) {
    tell('incident.contact_unlinked', when(2), { contactId });
  }
  for (const { rang, answered, byPerson, placeKnown, words } of facts.further) {
    const id = uuidv7();
    const about = { subjectId: id, incidentId: null, ...written({ byPerson }) };
    tell('contact.rang', when(-rang), { channel: 'voice', at: when(-rang).toISOString() }, about);
    const later = (seconds: number) => when(seconds - rang).toISOString();
    if (answered !== undefined) {
      tell('contact.answered', when(answered), { at: later(answered), answeredBy: uuidv7() }, about);
    }
    if (placeKnown !== undefined) {
      tell('contact.place_known', when(placeKnown), { at: later(placeKnown) }, about);
    }
    for (const word of words) tell(`incident.contact_${word}`, when(3), { contactId: id });
  }
  for (const { marks, priorityKnown, words } of facts.triages) {
    const id = uuidv7();
    for (const { mark, wait } of marks) {
      const about = { subjectId: id, incidentId: null };
      tell('triage.mark_reached', when(-wait), { mark, at: when(-wait).toISOString() }, about);
    }
    const priorityKnownAt = priorityKnown === undefined ? null : when(-priorityKnown).toISOString();
    for (const word of words) {
      if (word === 'attached') tell('incident.triage_attached', when(4), { triageId: id, priorityKnownAt });
      else tell('incident.triage_parted', when(4), { triageId: id });
    }
  }
  for (const change of facts.changes) {
    const at = when(Math.max(1, change.wait));
    if (change.kind === 'place') tell('incident.place_set', at, place(change.area));
    else tell('incident.priority_set', at, { priority: change.priority as Priority, previous: null });
  }
  for (const { team, fitsPlan, offered, steps } of facts.assignments) {
    const teamId = teamIds[team]!;
    const about = { subjectId: uuidv7(), teamId };
    const offeredAt = Math.max(1, offered);
    tell(
      'assignment.offered',
      when(offeredAt),
      {
        incidentId,
        teamId,
        recommendationId: uuidv7(),
        etaSeconds: 300,
        etaSource: 'straight_line',
        distanceMetres: 2_000,
        acknowledgeBy: when(offeredAt + 60).toISOString(),
        fitsPlan,
        chosenBy: 'system',
      },
      about,
    );
    let elapsed = offeredAt;
    for (const [step, seconds] of Object.entries(steps)) {
      if (seconds === undefined) continue;
      const at = when(elapsed + seconds).toISOString();
      elapsed += Math.max(1, seconds);
      const payload = { incidentId, teamId, from: 'offered' as const, at, facilityId: null };
      tell(`assignment.${step as keyof typeof steps}`, when(elapsed + 5), payload, about);
    }
  }
  const last = Math.max(...entries.map(({ occurredAt }) => occurredAt.getTime()));
  if (facts.ending) {
    const payload = { disposition: facts.ending as Disposition, duplicateOf: null };
    tell('incident.closed', new Date(last + 1_000), payload);
    if (facts.reopened) tell('incident.reopened', new Date(last + 2_000), {});
  }
  return entries;
}

const written = ({ byPerson }: { byPerson: boolean }): Pick<Entry, 'actor'> =>
  byPerson ? { actor: `user:${uuidv7()}` } : {};

/** Writes the entries as they are, in one statement, behind the last one of the center. */
export async function writeJournal(
  on: Queryable,
  centerId: string,
  entries: readonly Entry[],
): Promise<void> {
  const written = entries.map((entry, index) => ({
    ordinal: index + 1,
    type: entry.type,
    actor: entry.actor ?? 'system',
    occurred_at: entry.occurredAt,
    subject_id: entry.subjectId,
    incident_id: entry.incidentId,
    team_id: entry.teamId,
    payload: entry.payload,
  }));
  await on.query(
    `with counter as (
       update journal_counter set seq = seq + $2 where center_id = $1 returning seq - $2 as before
     )
     insert into journal (center_id, seq, occurred_at, type, subject_id, subject_version, actor,
                          incident_id, team_id, payload)
     select $1, counter.before + ordinal, occurred_at, type, subject_id, 1, actor, incident_id, team_id, payload
     from counter, jsonb_to_recordset($3::jsonb) as entry (ordinal int, type text, actor text, occurred_at timestamptz,
          subject_id uuid, incident_id uuid, team_id uuid, payload jsonb)`,
    [centerId, entries.length, JSON.stringify(written)],
  );
}
