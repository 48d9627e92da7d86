import { expect } from '@jest/globals';
import type { CallDesk, Incident, List, Triage } from './call-desk.js';

export interface Entry {
  type: string;
  at: string;
  payload: Record<string, unknown> & { at?: string };
}
type Mark = 't0' | 't1' | 't2' | 't3' | 't4' | 't5' | 't6' | 't7';
/** Milliseconds since 1970. */
export type Clocks = Record<Mark, number>;

const measured = {
  answer: ['t0', 't1'],
  triage: ['t1', 't3'],
  processing: ['t1', 't4'],
  activation: ['t4', 't6'],
  travel: ['t6', 't7'],
  response: ['t0', 't7'],
} as const satisfies Record<string, [Mark, Mark]>;

/** What happened to an incident, with what the caller answered. */
export const timelineOf = async (desk: CallDesk, { id }: Incident): Promise<Entry[]> => {
  const path = `/incidents/${id}/timeline?limit=500`;
  return (await desk.open<List<Entry>>('operator', path, 'incident.answers_opened')).items;
};

/** t0 to t7 as an incident's timeline tells them; each happened once. */
export function clocksOf(timeline: Entry[], { priorityKnownAt }: Triage): Clocks {
  const momentOf = (type: string) => {
    const found = timeline.filter((entry) => entry.type === type);
    expect([type, found.length]).toEqual([type, 1]);
    return Date.parse(found[0]!.payload.at ?? found[0]!.at);
  };
  return {
    t0: momentOf('contact.rang'),
    t1: momentOf('contact.answered'),
    t2: momentOf('incident.opened'),
    t3: Date.parse(priorityKnownAt!),
    t4: momentOf('assignment.offered'),
    t5: momentOf('assignment.acknowledged'),
    t6: momentOf('assignment.departed'),
    t7: momentOf('assignment.arrived'),
  };
}

export function expectInOrder(clocks: Clocks, ...marks: Mark[]): void {
  const moments = marks.map((mark) => clocks[mark]);
  expect(moments).toEqual(moments.toSorted((a, b) => a - b));
}

/** The report of the one incident that was opened at that moment measures what its timeline says. */
export async function expectReported(desk: CallDesk, { openedAt }: Incident, clocks: Clocks): Promise<void> {
  const end = new Date(Date.parse(openedAt) + 1).toISOString();
  const { groups } = await desk.ask<{
    groups: { incidents: number; intervals: { interval: string; medianSeconds: number }[] }[];
  }>('supervisor', 'GET', `/reports/response-times?from=${openedAt}&to=${end}`);
  expect(groups).toMatchObject([{ incidents: 1 }]);
  for (const [name, [from, to]] of Object.entries(measured)) {
    const figures = groups[0]!.intervals.find(({ interval }) => interval === name)!;
    expect(figures.medianSeconds).toBeCloseTo((clocks[to] - clocks[from]) / 1000, 3);
  }
}
