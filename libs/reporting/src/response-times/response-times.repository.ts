import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { priorities, triageMarks, type EventType, type Priority, type TriageMark } from '#lib/contract';
import { rows } from '#lib/platform';
import { excludedDispositions, intervals, type Grouping, type Interval } from './intervals.js';
import type { Targets } from './targets.js';

export interface ResponseTimesQuestion {
  centerId: string;
  /** Incidents opened from here… */
  from: Date;
  /** …until before here. */
  to: Date;
  groupBy: Grouping;
  timeZone: string;
  targets: Targets;
}

/** The incidents of one key. */
export interface MeasuredGroup {
  key: string | null;
  label: string | null;
  /** Incidents of the group, the excluded ones with them. */
  incidents: number;
  prank: number;
  duplicate: number;
  /** In the order of {@link intervals}; null when every incident is excluded. */
  intervals: MeasuredInterval[] | null;
}

/** One interval of one group of incidents. Seconds. */
export interface MeasuredInterval {
  count: number;
  notApplicable: number;
  missing: number;
  missingFrom: number;
  missingTo: number;
  outOfOrder: number;
  /** Median and 90th percentile. */
  percentiles: [number, number] | null;
  /** Of the counted, those with a target, and of these the ones within it. */
  targeted: number;
  withinTarget: number;
}

/** What a group is told apart by, and how it is called. */
const keys: Readonly<Record<Grouping, { key: string; label: string }>> = {
  none: { key: 'null::text', label: 'null::text' },
  priority: { key: 'priority', label: 'grouped.key' },
  area: { key: 'area_id', label: '(select name from area where area.id = grouped.key::uuid)' },
  team: { key: 'team_id', label: '(select call_sign from team where team.id = grouped.key::uuid)' },
  hour: { key: 'hour', label: `grouped.key || ':00'` },
};

/** `case` over the incident's priority, because the target of the response depends on it. */
const responseTarget = `case priority ${priorities
  .map((priority) => `when '${priority}' then ($5::jsonb -> 'response' ->> '${priority}')::float8`)
  .join(' ')} end`;

const secondsBetween = ({ from, to, among }: Interval) =>
  `case when ${to} >= ${from}${among === undefined ? '' : ` and ${among} is not null`}
        then extract(epoch from ${to} - ${from})::float8 end`;

/** One interval of a group as a JSON object: a {@link MeasuredInterval}. */
function figuresOf({ name, from, to, among }: Interval): string {
  const target = name === 'response' ? 'response_target' : `($5::jsonb ->> '${name}')::float8`;
  const applies = among === undefined ? 'true' : `${among} is not null`;
  return `json_build_object(
    'count', count(${name}),
    'notApplicable', count(*) filter (where not (${applies})),
    'missing', count(*) filter (where ${applies} and (${from} is null or ${to} is null)),
    'missingFrom', count(*) filter (where ${applies} and ${from} is null),
    'missingTo', count(*) filter (where ${applies} and ${to} is null),
    'outOfOrder', count(*) filter (where ${applies} and ${to} < ${from}),
    'percentiles', percentile_cont(array[0.5, 0.9]) within group (order by ${name}),
    'targeted', count(${name}) filter (where ${target} is not null),
    'withinTarget', count(*) filter (where ${name} <= ${target}))`;
}

/** The effective moment of an entry. */
const at = `coalesce((entry.payload ->> 'at')::timestamptz, entry.occurred_at)`;
const firstOf = (type: EventType) => `min(${at}) filter (where entry.type = '${type}')`;
const quoted = (types: readonly string[]) => types.map((type) => `'${type}'`).join(', ');
/** What the last (or first) entry of these types says. An array is ordered by its first element; no sort is needed. */
const said = (which: 'min' | 'max', fact: string, ...types: EventType[]) =>
  `(${which}(array[to_char(entry.seq, 'FM000000000000000'), ${fact}]) filter (where entry.type in (${quoted(types)})))[2]`;

/** When its contact was answered, as an entry says it; null where a correction took the answer back. */
const answered = `case entry.type when 'contact.corrected' then entry.payload ->> 'answeredAt' else (${at})::text end`;

/** What belongs to an incident, told with its id: the last word on each counts. */
const joins = ['incident.contact_linked', 'incident.triage_attached'] as const satisfies EventType[];
const leaves = ['incident.contact_unlinked', 'incident.triage_parted'] as const satisfies EventType[];

const firstMark = (mark: TriageMark) =>
  `min(${at}) filter (where entry.type = 'triage.mark_reached' and entry.payload ->> 'mark' = '${mark}')`;

const measured: readonly Interval[] = intervals;

const entryTypes = [
  'assignment.offered',
  'assignment.departed',
  'assignment.arrived',
  'assignment.transport_started',
  'assignment.reached_hospital',
  'assignment.cleared',
  'incident.priority_set',
  'incident.place_set',
  ...joins,
  ...leaves,
  'incident.closed',
  'incident.reopened',
] as const satisfies EventType[];

/** Reads the journal and nothing else, but for the names of areas and teams. One pass over the incidents' entries. */
@Injectable()
export class ResponseTimesRepository {
  constructor(private readonly dataSource: DataSource) {}

  list(question: ResponseTimesQuestion): Promise<MeasuredGroup[]> {
    const { centerId, from, to, groupBy, timeZone, targets } = question;
    const { response, ...others } = targets;
    const seconds = {
      ...Object.fromEntries(Object.entries(others).map(([interval, target]) => [interval, target.seconds])),
      response: Object.fromEntries(
        priorities.map((priority: Priority) => [priority, response[priority].seconds]),
      ),
    };
    return this.dataSource.transaction(async (manager) => {
      // A year of a large center reads a million entries: sorted in memory, and without compiling the plan first,
      // which takes longer than most reports.
      await manager.query(`set transaction read only`);
      await manager.query(`set local statement_timeout = '60s'`);
      await manager.query(`set local work_mem = '64MB'`);
      await manager.query(`set local jit = off`);
      // An incident's entries stand close together: looking them up costs far less than the default supposes.
      await manager.query(`set local random_page_cost = 1.1`);
      return rows<MeasuredGroup>(manager, responseTimesStatement(groupBy), [
        centerId,
        from,
        to,
        timeZone,
        JSON.stringify(seconds),
      ]);
    });
  }
}

/** Parameters: center, from, to, time zone, target seconds as JSON. */
export function responseTimesStatement(groupBy: Grouping): string {
  const { key, label } = keys[groupBy];
  return `
    with opened as (
      select subject_id as incident_id, occurred_at as opened_at, payload ->> 'priority' as priority,
             payload -> 'place' ->> 'areaId' as area_id, payload ->> 'contactId' as contact_id,
             (payload ->> 'beganAt')::timestamptz as began_at
      from journal
      where center_id = $1 and type = 'incident.opened' and occurred_at >= $2 and occurred_at < $3
    ), part as (
      -- One row an assignment, a contact and a triage, and one for what was said of the incident itself.
      select entry.incident_id, about.id as subject_id, about.kind,
             min(entry.team_id::text) as team_id,
             bool_or((entry.payload ->> 'fitsPlan')::boolean) as fits_plan,
             ${firstOf('assignment.offered')} as offered_at,
             ${firstOf('assignment.departed')} as departed_at,
             ${firstOf('assignment.arrived')} as arrived_at,
             ${firstOf('assignment.transport_started')} as transport_started_at,
             ${firstOf('assignment.reached_hospital')} as reached_hospital_at,
             ${firstOf('assignment.cleared')} as cleared_at,
             ${firstOf('incident.priority_set')} as priority_at,
             min((entry.payload ->> 'priorityKnownAt')::timestamptz) as triage_priority_at,
             ${said('max', `entry.payload ->> 'priority'`, 'incident.priority_set')} as priority,
             ${said('max', `coalesce(entry.payload ->> 'areaId', 'none')`, 'incident.place_set')} as area_id,
             ${said('max', `entry.payload ->> 'disposition'`, 'incident.closed', 'incident.reopened')} as disposition,
             ${said('max', 'entry.type', ...joins, ...leaves)} in (${quoted(joins)}) as belongs
      from opened join journal entry using (incident_id)
        cross join lateral (
          select case when entry.type in (${quoted([...joins, ...leaves])})
                      then coalesce(entry.payload ->> 'contactId', entry.payload ->> 'triageId')::uuid
                      else entry.subject_id end as id,
                 case when entry.type in ('incident.contact_linked', 'incident.contact_unlinked') then 'contact'
                      when entry.type in ('incident.triage_attached', 'incident.triage_parted') then 'triage'
                      when entry.subject_id = entry.incident_id then 'incident'
                      else 'assignment' end as kind
        ) about
      where entry.center_id = $1 and entry.type in (${quoted(entryTypes)})
      group by entry.incident_id, about.id, about.kind
    ), responding as (
      select distinct on (incident_id) * from part
      where kind = 'assignment' and fits_plan
      order by incident_id, arrived_at, departed_at, offered_at, subject_id
    ), first_offer as (
      select incident_id, min(offered_at) as offered_at from part where kind = 'assignment' group by incident_id
    ), contact_of as (
      select incident_id, subject_id as contact_id from part where kind = 'contact' and belongs
      union all
      -- The one it was opened from, of which nothing more was said.
      select incident_id, contact_id::uuid from opened
      where contact_id is not null and not exists (
        select from part where part.incident_id = opened.incident_id and part.kind = 'contact'
                           and part.subject_id = opened.contact_id::uuid)
    ), contact_mark as (
      select contact_of.incident_id, min(marked.rang_at) as rang_at, min(marked.answered_at) as answered_at,
             min(marked.place_known_at) as place_known_at,
             -- Who writes a call down that they talk on tells one moment for its ring and its answer.
             min(marked.rang_at) filter (
               where not marked.by_person or marked.rang_at is distinct from marked.answered_at) as ring_at
      from contact_of
        -- By the index of subjects, a contact at a time: the planner cannot know how few they are.
        cross join lateral (
          select min(coalesce((entry.payload ->> 'ringingAt')::timestamptz, ${at}))
                   filter (where entry.type in ('contact.rang', 'contact.corrected')) as rang_at,
                 -- The last said: a call whose operator could not be reached was answered again by another, and an
                 -- exchange may tell late that it was answered earlier.
                 ${said('max', answered, 'contact.answered', 'contact.corrected')}::timestamptz as answered_at,
                 ${firstOf('contact.place_known')} as place_known_at,
                 coalesce(bool_or(entry.actor like 'user:%') filter (where entry.type = 'contact.rang'), false)
                   as by_person
          from journal entry
          where entry.subject_id = contact_of.contact_id and entry.center_id = $1
            and entry.type in ('contact.rang', 'contact.answered', 'contact.corrected', 'contact.place_known')
        ) marked
      group by contact_of.incident_id
    ), triage_mark as (
      select part.incident_id, min(part.triage_priority_at) as priority_at, min(marked.place_known) as place_known_at,
             min(marked.arrest_recognised) as arrest_recognised, min(marked.first_instruction) as first_instruction,
             min(marked.first_compression) as first_compression
      from part
        cross join lateral (
          select ${triageMarks.map((mark) => `${firstMark(mark)} as ${mark}`).join(', ')}
          from journal entry
          where entry.subject_id = part.subject_id and entry.center_id = $1 and entry.type = 'triage.mark_reached'
        ) marked
      where part.kind = 'triage' and part.belongs
      group by part.incident_id
    ), incident as (
      select opened.incident_id, opened.opened_at, opened.began_at,
             coalesce(opened.began_at, opened.opened_at) as begun_at,
             coalesce(said.priority, opened.priority) as priority,
             nullif(coalesce(said.area_id, opened.area_id), 'none') as area_id,
             case when opened.priority is not null then opened.opened_at else said.priority_at end as priority_at,
             case when said.disposition in (${quoted(excludedDispositions)})
                  then said.disposition end as excluded
      from opened left join part said on said.subject_id = opened.incident_id and said.kind = 'incident'
    ), marked as (
      -- t5 begins and ends no interval.
      select incident.priority, incident.area_id, responding.team_id, incident.excluded,
             least(contact_mark.rang_at, incident.begun_at) as t0,
             case when contact_mark.ring_at <= least(contact_mark.rang_at, incident.begun_at)
                  then contact_mark.ring_at end as first_ring,
             least(contact_mark.answered_at, incident.began_at) as t1,
             least(contact_mark.place_known_at, triage_mark.place_known_at, incident.opened_at) as t2,
             -- A triage may know it before the incident is opened.
             least(incident.priority_at, triage_mark.priority_at) as t3,
             triage_mark.arrest_recognised, triage_mark.first_instruction, triage_mark.first_compression,
             first_offer.offered_at as t4, responding.departed_at as t6, responding.arrived_at as t7,
             coalesce(responding.transport_started_at, responding.cleared_at) as t8,
             responding.reached_hospital_at as t9, responding.cleared_at as t10,
             to_char(least(contact_mark.rang_at, incident.begun_at) at time zone $4::text, 'HH24') as hour
      from incident
        left join first_offer using (incident_id)
        left join responding using (incident_id)
        left join contact_mark using (incident_id)
        left join triage_mark using (incident_id)
    ), keyed as (
      select ${key} as key, marked.* from marked
    ), grouped as (
      select key, count(*) as incidents, ${excludedDispositions
        .map((word) => `count(*) filter (where excluded = '${word}') as ${word}`)
        .join(', ')}
      from keyed group by key
    ), timed as (
      select *, ${measured.map((interval) => `${secondsBetween(interval)} as ${interval.name}`).join(', ')},
             ${responseTarget} as response_target
      from keyed where excluded is null
    ), summed as (
      select key, json_build_array(${measured.map(figuresOf).join(', ')}) as intervals from timed group by key
    )
    select grouped.key, ${label} as label, incidents::int, prank::int, duplicate::int, intervals
    from grouped left join summed on summed.key is not distinct from grouped.key`;
}
