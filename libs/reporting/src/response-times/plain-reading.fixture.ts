import { expect } from '@jest/globals';
import { type EventPayload, type Priority, type TriageMark } from '#lib/contract';
import { percentile } from '#lib/kernel';
import { intervals, type Grouping, type Interval, type Mark } from './intervals.js';
import type { Entry } from './journal.fixture.js';

const targets = {
  answer: 15,
  triage: 120,
  processing: 60,
  activation: 60,
  travel: 480,
  arrest_recognition: 120,
  arrest_compression: 180,
} as const;
const measured: readonly Interval[] = intervals;
const responseTargets: Record<Priority, number> = { P1: 900, P2: 2_400, P3: 7_200, P4: 10_800 };

/** The same figures by reading entry after entry: slow, plain, and written from the definitions. */
export function plainly(
  entries: Entry[],
  { from, to, groupBy }: { from: Date; to: Date; groupBy: Grouping },
): object[] {
  const opened = entries.filter(
    (entry): entry is Entry<'incident.opened'> =>
      entry.type === 'incident.opened' && entry.occurredAt >= from && entry.occurredAt < to,
  );
  const cases = opened.map((opening) => caseOf(opening, entries));
  const keyOf = (one: Case): string | null => (groupBy === 'none' ? null : one[groupBy]);
  const keys = groupBy === 'none' ? [null] : [...new Set(cases.map(keyOf))];
  return keys.map((key) => {
    const members = cases.filter((one) => keyOf(one) === key);
    const kept = members.filter(({ excluded }) => excluded === null);
    return {
      key,
      incidents: members.length,
      excluded: {
        prank: members.filter(({ excluded }) => excluded === 'prank').length,
        duplicate: members.filter(({ excluded }) => excluded === 'duplicate').length,
      },
      intervals: measured.map(({ name, from, to, among }) => {
        const about = kept.filter(({ at }) => among === undefined || at[among]);
        const whole = about.filter(({ at }) => at[from] && at[to]);
        const timed = whole
          .map((one) => ({ ...one, seconds: (one.at[to]!.getTime() - one.at[from]!.getTime()) / 1000 }))
          .filter(({ seconds }) => seconds >= 0);
        const seconds = timed.map((one) => one.seconds).sort((a, b) => a - b);
        const judged = timed.flatMap((one) => {
          const target =
            name === 'response'
              ? one.priority && responseTargets[one.priority as Priority]
              : (targets as Record<string, number>)[name];
          return target ? [one.seconds <= target] : [];
        });
        return {
          interval: name,
          count: timed.length,
          notApplicable: kept.length - about.length,
          missing: about.length - whole.length,
          missingMarks: [from, to]
            .map((mark) => ({ mark, incidents: about.filter(({ at }) => !at[mark]).length }))
            .filter(({ incidents }) => incidents > 0),
          outOfOrder: whole.length - timed.length,
          medianSeconds: close(percentile(seconds, 0.5)),
          p90Seconds: close(percentile(seconds, 0.9)),
          withinTargetShare: judged.length === 0 ? null : judged.filter(Boolean).length / judged.length,
        };
      }),
    };
  });
}

const close = (value: number | undefined): unknown => (value === undefined ? null : expect.closeTo(value, 6));

interface Case {
  at: Partial<Record<Mark, Date>>;
  priority: string | null;
  area: string | null;
  team: string | null;
  hour: string;
  excluded: string | null;
}

function caseOf(opening: Entry<'incident.opened'>, entries: Entry[]): Case {
  const own = entries.filter(({ incidentId }) => incidentId === opening.incidentId);
  const ofType = <T extends Entry['type']>(list: Entry[], type: T) =>
    list.filter((entry) => entry.type === type) as unknown as Entry<T>[];
  const momentOf = (entry: Entry | undefined): Date | undefined => {
    const told = (entry?.payload as { at?: string } | undefined)?.at;
    return told === undefined ? entry?.occurredAt : new Date(told);
  };
  const earliest = (list: (Date | undefined)[]) =>
    list.reduce((least, date) => (date && (!least || date < least) ? date : least), undefined);

  const belonging = (
    join: Entry['type'],
    leave: Entry['type'],
    fact: 'contactId' | 'triageId',
    first: string[],
  ) => {
    const ids = new Set(first);
    for (const { type, payload } of own) {
      const id = (payload as Record<string, unknown>)[fact] as string;
      if (type === join) ids.add(id);
      if (type === leave) ids.delete(id);
    }
    return [...ids].map((id) => entries.filter(({ subjectId }) => subjectId === id));
  };
  const contacts = belonging(
    'incident.contact_linked',
    'incident.contact_unlinked',
    'contactId',
    opening.payload.contactId ? [opening.payload.contactId] : [],
  );
  const triages = belonging('incident.triage_attached', 'incident.triage_parted', 'triageId', []);
  const markOf = (mark: TriageMark) =>
    earliest(
      triages.flatMap((list) =>
        ofType(list, 'triage.mark_reached')
          .filter(({ payload }) => payload.mark === mark)
          .map(momentOf),
      ),
    );
  const priorityKnown = ofType(own, 'incident.triage_attached')
    .filter(({ payload }) => isAttached(own, payload.triageId))
    .map(({ payload }) => (payload.priorityKnownAt ? new Date(payload.priorityKnownAt) : undefined));
  const prioritySet = ofType(own, 'incident.priority_set');
  const place = [opening.payload.place, ...ofType(own, 'incident.place_set').map((set) => set.payload)].at(
    -1,
  )!;
  const ending = own.filter(({ type }) => type === 'incident.closed' || type === 'incident.reopened').at(-1);
  const disposition = (ending?.payload as Partial<EventPayload<'incident.closed'>> | undefined)?.disposition;

  const offers = ofType(own, 'assignment.offered');
  const never = new Date(8.64e15);
  const [responding] = offers
    .filter((offer) => offer.payload.fitsPlan)
    .map((offer) => {
      const steps = own.filter(({ subjectId }) => subjectId === offer.subjectId);
      const step = (type: Entry['type']) => momentOf(steps.find((entry) => entry.type === type));
      return { offer, step };
    })
    .sort((a, b) => {
      const order = ({ offer, step }: typeof a) => [
        (step('assignment.arrived') ?? never).getTime(),
        (step('assignment.departed') ?? never).getTime(),
        offer.occurredAt.getTime(),
      ];
      const [left, right] = [order(a), order(b)];
      const differing = left.findIndex((part, index) => part !== right[index]);
      return differing === -1
        ? a.offer.subjectId < b.offer.subjectId
          ? -1
          : 1
        : left[differing]! - right[differing]!;
    });
  const cleared = responding?.step('assignment.cleared');
  const began = opening.payload.beganAt === undefined ? undefined : new Date(opening.payload.beganAt);
  const calls = contacts.map((list) => {
    const [ring] = ofType(list, 'contact.rang');
    const rang = momentOf(ring);
    const answered = momentOf(ofType(list, 'contact.answered')[0]);
    const writtenDown = ring?.actor?.startsWith('user:') && rang?.getTime() === answered?.getTime();
    return { rang, answered, ring: writtenDown ? undefined : rang };
  });
  const t0 = earliest([began ?? opening.occurredAt, ...calls.map(({ rang }) => rang)])!;
  return {
    at: {
      t0,
      first_ring: calls.some(({ ring }) => ring?.getTime() === t0.getTime()) ? t0 : undefined,
      t1: earliest([began, ...calls.map(({ answered }) => answered)]),
      t2: earliest([
        opening.occurredAt,
        markOf('place_known'),
        ...contacts.map((list) => momentOf(ofType(list, 'contact.place_known')[0])),
      ]),
      t3: earliest([
        opening.payload.priority ? opening.occurredAt : prioritySet[0]?.occurredAt,
        ...priorityKnown,
      ]),
      arrest_recognised: markOf('arrest_recognised'),
      first_instruction: markOf('first_instruction'),
      first_compression: markOf('first_compression'),
      t4: earliest(offers.map((offer) => offer.occurredAt)),
      t5: responding?.step('assignment.acknowledged'),
      t6: responding?.step('assignment.departed'),
      t7: responding?.step('assignment.arrived'),
      t8: responding?.step('assignment.transport_started') ?? cleared,
      t9: responding?.step('assignment.reached_hospital'),
      t10: cleared,
    },
    priority: prioritySet.at(-1)?.payload.priority ?? opening.payload.priority,
    area: place.areaId,
    team: responding?.offer.teamId ?? null,
    hour: String((t0.getUTCHours() + 7) % 24).padStart(2, '0'),
    excluded: disposition === 'prank' || disposition === 'duplicate' ? disposition : null,
  };
}

/** Whether the last word on a triage is that it belongs to the incident. */
const isAttached = (own: readonly Entry[], triageId: string): boolean =>
  own.filter(({ payload }) => (payload as Record<string, unknown>)['triageId'] === triageId).at(-1)?.type ===
  'incident.triage_attached';
