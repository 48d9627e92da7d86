import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { priorities, type EventType, type Priority } from '#lib/contract';
import type { CenterSettings } from '#lib/center';
import { rows } from '#lib/platform';
import { excludedDispositions, intervals, type Grouping, type IntervalName } from './intervals.js';

export interface ResponseTimesQuestion {
  centerId: string;
  /** Incidents opened from here… */
  from: Date;
  /** …until before here. */
  to: Date;
  groupBy: Grouping;
  timeZone: string;
  targets: CenterSettings['targets'];
}

/** One interval of one group of incidents. Seconds. */
export interface MeasuredInterval {
  key: string | null;
  label: string | null;
  /** Incidents of the group, the excluded ones with them. */
  incidents: number;
  prank: number;
  duplicate: number;
  interval: IntervalName;
  count: number;
  missing: number;
  missingFrom: number;
  missingTo: number;
  outOfOrder: number;
  medianSeconds: number | null;
  p90Seconds: number | null;
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

const targetOf = (interval: IntervalName) =>
  interval === 'response' ? responseTarget : `($5::jsonb ->> '${interval}')::float8`;

/** The effective moment of an entry. */
const at = `coalesce((entry.payload ->> 'at')::timestamptz, entry.occurred_at)`;
const firstOf = (type: EventType) => `min(${at}) filter (where entry.type = '${type}')`;
const quoted = (types: readonly string[]) => types.map((type) => `'${type}'`).join(', ');
/** What the last (or first) entry of these types says. An array is ordered by its first element; no sort is needed. */
const said = (which: 'min' | 'max', fact: string, ...types: EventType[]) =>
  `(${which}(array[to_char(entry.seq, 'FM000000000000000'), ${fact}]) filter (where entry.type in (${quoted(types)})))[2]`;

const entryTypes = [
  'assignment.offered',
  'assignment.acknowledged',
  'assignment.departed',
  'assignment.arrived',
  'assignment.transport_started',
  'assignment.reached_hospital',
  'assignment.cleared',
  'incident.priority_set',
  'incident.place_set',
  'incident.contact_linked',
  'incident.closed',
  'incident.reopened',
] as const satisfies EventType[];

/** Reads the journal and nothing else, but for the names of areas and teams. One pass over the incidents' entries. */
@Injectable()
export class ResponseTimesRepository {
  constructor(private readonly dataSource: DataSource) {}

  list(question: ResponseTimesQuestion): Promise<MeasuredInterval[]> {
    const { centerId, from, to, groupBy, timeZone, targets } = question;
    const { response, ...others } = targets;
    const seconds = {
      ...Object.fromEntries(Object.entries(others).map(([interval, target]) => [interval, target.seconds])),
      response: Object.fromEntries(
        priorities.map((priority: Priority) => [priority, response[priority].seconds]),
      ),
    };
    return this.dataSource.transaction(async (manager) => {
      // A year of a large center sorts a million measurements: in memory, and without compiling the plan first,
      // which takes longer than most reports.
      await manager.query(`set transaction read only`);
      await manager.query(`set local work_mem = '64MB'`);
      await manager.query(`set local jit = off`);
      return rows<MeasuredInterval>(manager, responseTimesStatement(groupBy), [
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
             payload -> 'place' ->> 'areaId' as area_id, payload ->> 'contactId' as contact_id
      from journal
      where center_id = $1 and type = 'incident.opened' and occurred_at >= $2 and occurred_at < $3
    ), part as (
      -- One row an assignment, and one for what was said of the incident itself.
      select entry.incident_id, entry.subject_id, entry.subject_id <> entry.incident_id as is_assignment,
             min(entry.team_id::text) as team_id,
             bool_or((entry.payload ->> 'fitsPlan')::boolean) as fits_plan,
             ${firstOf('assignment.offered')} as offered_at,
             ${firstOf('assignment.acknowledged')} as acknowledged_at,
             ${firstOf('assignment.departed')} as departed_at,
             ${firstOf('assignment.arrived')} as arrived_at,
             ${firstOf('assignment.transport_started')} as transport_started_at,
             ${firstOf('assignment.reached_hospital')} as reached_hospital_at,
             ${firstOf('assignment.cleared')} as cleared_at,
             ${firstOf('incident.priority_set')} as priority_at,
             ${said('max', `entry.payload ->> 'priority'`, 'incident.priority_set')} as priority,
             ${said('max', `coalesce(entry.payload ->> 'areaId', 'none')`, 'incident.place_set')} as area_id,
             ${said('max', `entry.payload ->> 'disposition'`, 'incident.closed', 'incident.reopened')} as disposition,
             ${said('min', `entry.payload ->> 'contactId'`, 'incident.contact_linked')} as contact_id
      from opened join journal entry using (incident_id)
      where entry.center_id = $1 and entry.type in (${quoted(entryTypes)})
      group by entry.incident_id, entry.subject_id
    ), responding as (
      select distinct on (incident_id) * from part
      where is_assignment and fits_plan
      order by incident_id, arrived_at, departed_at, offered_at, subject_id
    ), first_offer as (
      select incident_id, min(offered_at) as offered_at from part where is_assignment group by incident_id
    ), incident as (
      select opened.incident_id, opened.opened_at,
             coalesce(said.priority, opened.priority) as priority,
             nullif(coalesce(said.area_id, opened.area_id), 'none') as area_id,
             coalesce(opened.contact_id, said.contact_id)::uuid as contact_id,
             case when opened.priority is not null then opened.opened_at else said.priority_at end as t3,
             case when said.disposition in (${quoted(excludedDispositions)})
                  then said.disposition end as excluded
      from opened left join part said on said.subject_id = opened.incident_id
    ), contact_mark as (
      select entry.subject_id as contact_id,
             ${firstOf('contact.rang')} as rang_at, ${firstOf('contact.answered')} as answered_at
      from journal entry
      where entry.center_id = $1 and entry.type in ('contact.rang', 'contact.answered')
        and entry.subject_id in (select contact_id from incident)
      group by entry.subject_id
    ), marked as (
      select incident.priority, incident.area_id, responding.team_id, incident.excluded,
             coalesce(contact_mark.rang_at, incident.opened_at) as t0, contact_mark.answered_at as t1,
             incident.opened_at as t2, incident.t3, first_offer.offered_at as t4,
             responding.acknowledged_at as t5, responding.departed_at as t6, responding.arrived_at as t7,
             coalesce(responding.transport_started_at, responding.cleared_at) as t8,
             responding.reached_hospital_at as t9, responding.cleared_at as t10,
             to_char(coalesce(contact_mark.rang_at, incident.opened_at) at time zone $4::text, 'HH24') as hour
      from incident
        left join contact_mark using (contact_id)
        left join first_offer using (incident_id)
        left join responding using (incident_id)
    ), keyed as (
      select ${key} as key, marked.* from marked
    ), grouped as (
      select key, count(*) as incidents, ${excludedDispositions
        .map((word) => `count(*) filter (where excluded = '${word}') as ${word}`)
        .join(', ')}
      from keyed group by key
    ), timed as (
      select key, measured.*,
             case when ended >= started then extract(epoch from ended - started)::float8 end as seconds
      from keyed cross join lateral (values ${intervals
        .map(({ name, from, to }) => `('${name}', ${from}, ${to}, ${targetOf(name)})`)
        .join(', ')}) as measured (interval, started, ended, target_seconds)
      where excluded is null
    ), summed as (
      select key, interval, count(seconds) as count,
             count(*) filter (where started is null or ended is null) as missing,
             count(*) filter (where started is null) as missing_from,
             count(*) filter (where ended is null) as missing_to,
             count(*) filter (where ended < started) as out_of_order,
             percentile_cont(array[0.5, 0.9]) within group (order by seconds) as percentiles,
             count(seconds) filter (where target_seconds is not null) as targeted,
             count(*) filter (where seconds <= target_seconds) as within_target
      from timed group by key, interval
    )
    select grouped.key, ${label} as label,
           incidents::int, prank::int, duplicate::int, interval, count::int, missing::int,
           missing_from::int as "missingFrom", missing_to::int as "missingTo", out_of_order::int as "outOfOrder",
           percentiles[1] as "medianSeconds", percentiles[2] as "p90Seconds",
           targeted::int, within_target::int as "withinTarget"
    from grouped left join summed on summed.key is not distinct from grouped.key`;
}
