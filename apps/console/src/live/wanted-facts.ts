import type { Api } from '../api/api.js';
import type { ContactView, IncidentSummary, TeamResponse } from '../api/generated/types.gen.js';
import { changed, without, type Board, type Wanted } from './board.js';

/** Wants that come within this are fetched together. */
const gatherMilliseconds = 120;
/** How many of the newest rows are asked for at once before single ones are. */
const newestRows = 25;

type Change = (board: Board) => Board;

/**
 * Fetches what entries of the journal do not carry: callers' words, numbers, names. A list answers most of it in one
 * request; what the newest rows do not hold is asked for by itself.
 */
export class WantedFacts {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wanted: Wanted | undefined;

  constructor(
    private readonly api: Api,
    private readonly apply: (change: Change) => void,
  ) {}

  follow(wanted: Wanted): void {
    this.wanted = wanted;
    if (Object.values(wanted).every((ids: ReadonlySet<string>) => ids.size === 0)) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      if (this.wanted) void this.fetch(this.wanted);
    }, gatherMilliseconds);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private async fetch({ incidents, contacts, teams, facilities }: Wanted): Promise<void> {
    const { api } = this;
    this.apply((board) => withoutWants(board, { incidents, contacts, teams, facilities }));
    await Promise.all([
      this.rows(incidents, api.newestIncidents, api.incident, withIncident),
      this.rows(contacts, api.newestContacts, api.contact, withContact),
      ...[...teams].map(async (id) => {
        const team = await api.team(id);
        if (team.ok) this.apply((board) => withTeam(board, team.value));
      }),
      ...[...facilities].map(async (id) => {
        const row = await api.facility(id);
        if (row.ok) this.apply((board) => withFacility(board, row.value));
      }),
    ]);
  }

  private async rows<T extends { id: string }>(
    ids: ReadonlySet<string>,
    newest: (limit: number) => Promise<{ ok: true; value: { items: readonly T[] } } | { ok: false }>,
    one: (id: string) => Promise<{ ok: true; value: T } | { ok: false }>,
    put: (board: Board, row: T) => Board,
  ): Promise<void> {
    if (ids.size === 0) return;
    const page = await newest(newestRows);
    const found = page.ok ? page.value.items.filter(({ id }) => ids.has(id)) : [];
    this.apply((board) => found.reduce(put, board));
    for (const id of without(
      ids,
      found.map((row) => row.id),
    )) {
      const row = await one(id);
      if (row.ok) this.apply((board) => put(board, row.value));
    }
  }
}

const withoutWants = (board: Board, seen: Wanted): Board => ({
  ...board,
  wanted: {
    incidents: without(board.wanted.incidents, seen.incidents),
    contacts: without(board.wanted.contacts, seen.contacts),
    teams: without(board.wanted.teams, seen.teams),
    facilities: without(board.wanted.facilities, seen.facilities),
  },
});

/** The words of an incident. Its state comes from the journal alone, so that an old answer undoes nothing. */
export function withIncident(board: Board, view: IncidentSummary): Board {
  const { complaint, clockStartedAt, place } = view;
  const words = { complaint, clockStartedAt, address: place.address };
  if (!board.incidents.has(view.id)) {
    if (view.state === 'closed') return board;
    const { id, number, state, priority, type, version, openedAt, queuedSince } = view;
    const { lat, lon, accuracyMetres, areaId } = place;
    const row = { id, number, state, priority, type, version, openedAt, queuedSince, ...words };
    const incidents = new Map(board.incidents).set(id, {
      ...row,
      lat,
      lon,
      accuracyMetres,
      areaId,
      assignments: [],
      detailsSeq: board.seq,
      timelineSeq: board.seq,
    });
    return { ...board, incidents };
  }
  return { ...board, incidents: changed(board.incidents, view.id, (row) => ({ ...row, ...words })) };
}

/** A contact as answered, unless the board knows a later version. */
export function withContact(board: Board, view: ContactView): Board {
  const present = board.contacts.get(view.id);
  const callerNumber = view.callerNumber ?? view.callerNumberReceived;
  if (present && present.version > view.version) {
    return { ...board, contacts: new Map(board.contacts).set(view.id, { ...present, callerNumber }) };
  }
  const { id, channel, state, version, ringingAt, answeredAt, answeredBy, endedAt, incidentId, callBackBy } =
    view;
  const { callBackOwner, callBackOwnerName, calledAboutLiveIncident, lowered } = view;
  const row = { id, channel, state, version, ringingAt, answeredAt, answeredBy, endedAt, incidentId };
  const queue = { callBackBy, callBackOwner, callBackOwnerName, calledAboutLiveIncident, lowered };
  const outcomeMissing = state === 'ended' && view.outcome === null;
  // It has left the board while it was asked for.
  if (!present && state === 'ended' && callBackBy === null && !outcomeMissing) return board;
  const contacts = new Map(board.contacts).set(id, { ...row, ...queue, outcomeMissing, callerNumber });
  return { ...board, contacts };
}

function withTeam(board: Board, view: TeamResponse): Board {
  const present = board.teams.get(view.id);
  const { id, callSign, kind, phone, capabilities, onDuty, dutySince, crewSize, version } = view;
  const row = { id, callSign, kind, phone, capabilities, onDuty, dutySince, crewSize, version };
  return {
    ...board,
    teams: new Map(board.teams).set(id, {
      ...row,
      baseFacilityId: view.baseFacilityId,
      assignmentId: present?.assignmentId ?? null,
      position: present?.position ?? view.position ?? null,
    }),
  };
}

function withFacility(
  board: Board,
  view: Board['facilities'] extends ReadonlyMap<string, infer T> ? T : never,
): Board {
  const { id, kind, name, lat, lon, diversion, beds, version } = view;
  const row = { id, kind, name, lat, lon, diversion, beds, version };
  return { ...board, facilities: new Map(board.facilities).set(id, row) };
}
