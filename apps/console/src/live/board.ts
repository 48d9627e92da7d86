import type { BoardContact, BoardFacility, BoardIncident, BoardTeam, Snapshot } from '#lib/contract';

/** An incident on the board, with the journal entries that its open details must have seen. */
export interface LiveIncident extends BoardIncident {
  /** The last entry that changed what an open incident shows of caller, place or patients. */
  readonly detailsSeq: number;
  /** The last entry about this incident, of any kind. */
  readonly timelineSeq: number;
}

/** Ids of subjects of which an entry told less than the board shows: to be fetched, where access is checked. */
export interface Wanted {
  readonly incidents: ReadonlySet<string>;
  readonly contacts: ReadonlySet<string>;
  readonly teams: ReadonlySet<string>;
  readonly facilities: ReadonlySet<string>;
}

/** The last entry about versions and sign-offs of the protocol, about case reviews, about numbers put behind others. */
export interface ListsSeq {
  readonly protocols: number;
  readonly reviews: number;
  readonly lowerings: number;
}

/** Everything on the screen that follows the journal, as it was after the entry `seq`. */
export interface Board {
  readonly seq: number;
  readonly incidents: ReadonlyMap<string, LiveIncident>;
  readonly teams: ReadonlyMap<string, BoardTeam>;
  readonly contacts: ReadonlyMap<string, BoardContact>;
  readonly facilities: ReadonlyMap<string, BoardFacility>;
  readonly wanted: Wanted;
  /** The last entries about what pages of supervision list: they ask again when these move. */
  readonly listsSeq: ListsSeq;
  /** The last entry by which a phone or its link told something for a contact. */
  readonly phonePlacesSeq: number;
  /** Grows when the center's settings or areas change, so that who shows them asks again. */
  readonly centerRevision: number;
}

export const nothingWanted: Wanted = {
  incidents: new Set(),
  contacts: new Set(),
  teams: new Set(),
  facilities: new Set(),
};

const byId = <T extends { id: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [item.id, item]));

/** The board of a snapshot. */
export function boardOf(snapshot: Snapshot, centerRevision = 0): Board {
  return {
    seq: snapshot.seq,
    incidents: byId(
      snapshot.incidents.map((incident) => ({
        ...incident,
        detailsSeq: snapshot.seq,
        timelineSeq: snapshot.seq,
      })),
    ),
    teams: byId(snapshot.teams),
    contacts: byId(snapshot.contacts),
    facilities: byId(snapshot.facilities),
    wanted: nothingWanted,
    listsSeq: { protocols: snapshot.seq, reviews: snapshot.seq, lowerings: snapshot.seq },
    phonePlacesSeq: snapshot.seq,
    centerRevision,
  };
}

/** `map` with `id` set to what `change` makes of it; the same map when it has no such row. */
export function changed<T>(
  map: ReadonlyMap<string, T>,
  id: string,
  change: (present: T) => T,
): ReadonlyMap<string, T> {
  const present = map.get(id);
  if (present === undefined) return map;
  return new Map(map).set(id, change(present));
}

export const having = <T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> =>
  set.has(item) ? set : new Set(set).add(item);

export function without<T>(set: ReadonlySet<T>, items: Iterable<T>): ReadonlySet<T> {
  const rest = new Set(set);
  for (const item of items) rest.delete(item);
  return rest;
}
