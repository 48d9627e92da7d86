import type { MarkImage } from './mark-images.js';
import type { Side } from './names.js';
import type { Position } from './view.js';

/** What kinds of marks there are, in the order in which they are drawn: the last ones on top. */
export const markKinds = [
  'area',
  'base',
  'hospital',
  'ready_team',
  'team_at_work',
  'incident',
  'place',
] as const;
export type MarkKind = (typeof markKinds)[number];

/** Something that the map shows at a place. */
export interface Mark {
  /** Its own among its kind. */
  readonly id: string;
  readonly kind: MarkKind;
  readonly at: Position;
  /** None: a name alone. */
  readonly image?: MarkImage;
  /** Lines of it, shown where there is room. */
  readonly name?: readonly string[];
  /** Its name is shown without room too. */
  readonly named?: boolean;
  /** The incident that is opened when it is pressed. */
  readonly incidentId?: string;
  /** The one that the operator works on. */
  readonly selected?: boolean;
}

/** How a kind of marks is named. Lengths are CSS pixels. */
export interface Naming {
  readonly fontSize: number;
  /** A name of the palette. */
  readonly ink: string;
  /** From the middle of the mark to the name. */
  readonly gap: number;
  readonly sides: readonly Side[];
  /** Names show from this zoom on. */
  readonly fromZoom: number;
  readonly letterSpacing?: string;
}

const besideMark: readonly Side[] = [
  'right',
  'left',
  'above',
  'below',
  'right above',
  'right below',
  'left above',
  'left below',
];
const team = { fontSize: 12, ink: '--text', sides: besideMark, fromZoom: 0 };
const facility = { fontSize: 11, ink: '--map-facility', sides: besideMark };

/**
 * Kinds with names, what matters most first: the first names take the room. Teams at work and candidates, hospitals,
 * areas, bases, and ready teams where room is left.
 */
export const namings: Partial<Readonly<Record<MarkKind, Naming>>> = {
  team_at_work: { ...team, gap: 12 },
  hospital: { ...facility, gap: 14, fromZoom: 0 },
  area: {
    fontSize: 11,
    ink: '--map-label',
    gap: 8,
    sides: ['middle', 'above', 'below', 'right', 'left'],
    fromZoom: 0,
    letterSpacing: '0.04em',
  },
  base: { ...facility, gap: 7, fromZoom: 13 },
  ready_team: { ...team, gap: 15 },
};
