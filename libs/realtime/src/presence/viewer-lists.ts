import type { IncidentViewers, Viewers } from '../processes/process-events.js';

type Viewer = Viewers[number];

/** Who has which incident open: in this process by socket, in others as they last told. Time comes from outside. */
export class ViewerLists {
  private readonly here = new Map<string, Map<string, Viewer>>();
  private readonly incidentOf = new Map<string, string>();
  private readonly elsewhere = new Map<string, { until: number; viewersByIncident: Map<string, Viewers> }>();

  /** Notes what a socket shows now; null for nothing. Answers the incidents whose viewers changed. */
  view(socketId: string, viewer: Viewer, incidentId: string | null): string[] {
    const before = this.incidentOf.get(socketId);
    if (before === incidentId || (before === undefined && incidentId === null)) return [];
    const changed: string[] = [];
    if (before !== undefined) {
      const viewers = this.here.get(before);
      viewers?.delete(socketId);
      if (viewers?.size === 0) this.here.delete(before);
      this.incidentOf.delete(socketId);
      changed.push(before);
    }
    if (incidentId !== null) {
      const viewers = this.here.get(incidentId) ?? new Map<string, Viewer>();
      this.here.set(incidentId, viewers.set(socketId, viewer));
      this.incidentOf.set(socketId, incidentId);
      changed.push(incidentId);
    }
    return changed;
  }

  /** Notes what another process told. Answers the incidents whose viewers may have changed. */
  hear(processId: string, viewing: readonly IncidentViewers[], all: boolean, until: number): string[] {
    const known = this.elsewhere.get(processId)?.viewersByIncident ?? new Map<string, Viewers>();
    const told = new Map(viewing.map(({ incidentId, viewers }) => [incidentId, viewers]));
    const changed = new Set(told.keys());
    if (all) for (const incidentId of known.keys()) changed.add(incidentId);
    const now = all ? told : new Map([...known, ...told]);
    for (const [incidentId, viewers] of now) if (viewers.length === 0) now.delete(incidentId);
    this.elsewhere.set(processId, { until, viewersByIncident: now });
    return [...changed].filter(
      (incidentId) => JSON.stringify(known.get(incidentId)) !== JSON.stringify(now.get(incidentId)),
    );
  }

  /** Forgets processes that have not told anything until `now`: they died. Answers the incidents that changed. */
  forgetSilent(now: number): string[] {
    const changed: string[] = [];
    for (const [processId, { until, viewersByIncident }] of this.elsewhere) {
      if (until > now) continue;
      this.elsewhere.delete(processId);
      changed.push(...viewersByIncident.keys());
    }
    return changed;
  }

  /** Everybody who has the incident open, each once, by name. */
  viewersOf(incidentId: string): Viewers {
    const all = [
      ...(this.here.get(incidentId)?.values() ?? []),
      ...[...this.elsewhere.values()].flatMap(
        ({ viewersByIncident }) => viewersByIncident.get(incidentId) ?? [],
      ),
    ];
    return [...new Map(all.map((viewer) => [viewer.userId, viewer])).values()].sort((a, b) =>
      a.name.localeCompare(b.name),
    );
  }

  /** The viewers of this process alone, of one incident or of all. */
  ownViewers(...incidentIds: string[]): IncidentViewers[] {
    const asked = incidentIds.length > 0 ? incidentIds : [...this.here.keys()];
    return asked.map((incidentId) => ({
      incidentId,
      viewers: [...(this.here.get(incidentId)?.values() ?? [])],
    }));
  }
}
