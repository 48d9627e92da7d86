import type { Disposition } from '#lib/contract';

/**
 * The clocks of an incident, read from the journal. The moment of a mark is the `at` of its entry where it has one
 * (a phone without signal tells late), else the moment the entry was recorded.
 *
 * t5 to t10 belong to one assignment, the *responding* one: of the teams that fit the incident's plan the first to
 * arrive; while none has arrived the first to set out; before that the first offered. Mixing the departure of one
 * team with the arrival of another would measure nobody's way.
 *
 * Contacts and triages are those that belong to the incident by the last word: one that was unlinked again gives back
 * what it said.
 */
export const marks = {
  t0: 'first ring of its contacts. Where none rang, or later: when its call was begun by hand, else the opening: the clock that the board shows',
  first_ring:
    't0 where it is a ring: nobody knows how long a call rang that was begun or written down by hand',
  t1: 'first of its contacts answered, of each as it was said last, or when its call was begun by hand',
  t2: 'place known: made sure of with a caller, answered in a triage, or the opening, which needs one',
  t3: 'priority known: to a triage that belongs to it, or to the incident itself',
  t4: 'first team offered, whichever it was',
  t5: 'acknowledged by the responding team',
  t6: 'responding team en route',
  t7: 'responding team on scene: the response clock stops at the first team that fits the plan',
  t8: 'responding team left the scene, with a patient or, treated at home, when it cleared',
  t9: 'responding team at the hospital',
  t10: 'responding team cleared',
  arrest_recognised: 'first of its triages that recognised a cardiac arrest',
  first_instruction: 'first instruction read to a caller',
  first_compression: 'first compression called for',
} as const;

export type Mark = keyof typeof marks;

export interface Interval {
  readonly name: string;
  readonly from: Mark;
  readonly to: Mark;
  /** Only incidents that have this mark are measured; the others are not lacking anything. */
  readonly among?: Mark;
}

/** What is measured, in the order in which it happens. */
export const intervals = [
  { name: 'answer', from: 'first_ring', to: 't1' },
  { name: 'locating', from: 't1', to: 't2' },
  { name: 'triage', from: 't1', to: 't3' },
  // AHA telephone CPR measures: seconds from the answer, of calls in which an arrest was recognised.
  { name: 'arrest_recognition', from: 't1', to: 'arrest_recognised', among: 'arrest_recognised' },
  { name: 'arrest_instruction', from: 't1', to: 'first_instruction', among: 'arrest_recognised' },
  { name: 'arrest_compression', from: 't1', to: 'first_compression', among: 'arrest_recognised' },
  { name: 'processing', from: 't1', to: 't4' },
  { name: 'activation', from: 't4', to: 't6' },
  { name: 'travel', from: 't6', to: 't7' },
  { name: 'response', from: 't0', to: 't7' },
  { name: 'on_scene', from: 't7', to: 't8' },
  { name: 'transport', from: 't8', to: 't9' },
  { name: 'turnaround', from: 't9', to: 't10' },
  { name: 'task', from: 't4', to: 't10' },
] as const satisfies readonly Interval[];

export type IntervalName = (typeof intervals)[number]['name'];
export const intervalNames = intervals.map(({ name }) => name);

/**
 * Incidents closed so owe nobody a response, or are answered for by the incident they duplicate: they are counted
 * and named, and left out of every interval.
 */
export const excludedDispositions = ['prank', 'duplicate'] as const satisfies readonly Disposition[];
export type ExcludedDisposition = (typeof excludedDispositions)[number];

/** How the incidents may be told apart. `hour` is the hour of the day of t0 in the center's time zone. */
export const groupings = ['none', 'priority', 'area', 'team', 'hour'] as const;
export type Grouping = (typeof groupings)[number];
