import type { Choice } from './choice.js';

const mostKept = 200;
const young = 6;
const kinds = [
  'users',
  'api-keys',
  'sessions',
  'areas',
  'facilities',
  'teams',
  'incidents',
  'patients',
  'assignments',
  'contacts',
  'triages',
  'protocols',
  'case-reviews',
  'exchanges',
  'lowerings',
  'place-notes',
  'location-links',
] as const;
type Kind = (typeof kinds)[number];

/** Fields and parameters that name something by its id. */
const kindByField: Record<string, Kind> = {
  teamId: 'teams',
  teamIds: 'teams',
  contactId: 'contacts',
  incidentId: 'incidents',
  duplicateOf: 'incidents',
  facilityId: 'facilities',
  destinationFacilityId: 'facilities',
  baseFacilityId: 'facilities',
  sameNumberAs: 'contacts',
  area: 'areas',
  areaId: 'areas',
  patientId: 'patients',
  triageId: 'triages',
};

/** The ids that answers named, so that requests reach what exists. */
export class KnownIds {
  private readonly ids = new Map<string, string[]>();
  private readonly versions = new Map<string, number>();
  private readonly spared = new Set<string>();

  /** Never asked for: changing it would shut the fuzzer out. */
  spare(id: string): void {
    this.spared.add(id);
  }

  add(kind: string, id: string): void {
    const list = this.ids.get(kind) ?? [];
    if (this.spared.has(id) || list.includes(id)) return;
    list.push(id);
    if (list.length > mostKept) list.shift();
    this.ids.set(kind, list);
  }

  /** Reads the ids out of an answer of this path: its own, and those of its items. */
  learn(path: string, answer: unknown): void {
    const kind = kindOfPath(path);
    const answered = answer as { id?: unknown; items?: unknown[]; patients?: unknown[] } | null;
    if (typeof answer !== 'object' || answered === null || kind === undefined) return;
    const rows = Array.isArray(answered.items) ? answered.items : [answered];
    for (const row of rows as { id?: unknown; version?: unknown }[]) {
      if (typeof row?.id !== 'string') continue;
      this.add(kind, row.id);
      if (typeof row.version === 'number') this.versions.set(row.id, row.version);
    }
    for (const row of (Array.isArray(answered.patients) ? answered.patients : []) as { id?: unknown }[]) {
      if (typeof row?.id === 'string') this.add('patients', row.id);
    }
  }

  forPath(path: string, parameter: string, choice: Choice): string | undefined {
    const kind = kindByField[parameter] ?? kinds.find((name) => path.includes(`/${name}/{${parameter}}`));
    return kind && this.oneOf(kind, choice);
  }

  /** The version last seen of what the path names last; the first where none was seen. */
  versionAt(path: string): number {
    const named = path.split('/').findLast((word) => this.versions.has(word));
    return (named && this.versions.get(named)) || 1;
  }

  forField(field: string, choice: Choice): string | undefined {
    const kind = kindByField[field];
    return kind && this.oneOf(kind, choice);
  }

  /** As often a young one as any: the old ones have mostly ended. */
  private oneOf(kind: Kind, choice: Choice): string | undefined {
    const known = this.ids.get(kind) ?? [];
    return choice.find(choice.happens(0.5) ? known.slice(-young) : known);
  }
}

/** What the last plain word of a path lists: `/incidents/{id}/patients` answers patients. */
function kindOfPath(path: string): Kind | undefined {
  const words = path.split('/').filter((word) => !word.startsWith('{'));
  return [...words].reverse().find((word): word is Kind => (kinds as readonly string[]).includes(word));
}
