import {
  GeoJSONSource,
  Map as MapLibre,
  setWorkerUrl,
  type LngLatBoundsLike,
  type MapMouseEvent,
} from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { Background } from './background.js';
import { Gliding } from './gliding.js';
import { MapPace } from './map-pace.js';
import { nothing, teamFeature, type TeamOnMap } from './map-features.js';
import { addMapImages, paletteReader } from './map-images.js';
import { mapStyle } from './map-style.js';

setWorkerUrl(workerUrl);

type Position = readonly [lon: number, lat: number];
type SourceName =
  'outline' | 'areas' | 'roads' | 'areaLabels' | 'facilities' | 'candidates' | 'incidents' | 'place';

/** How far a mark must be from its place before it is worth drawing the map again, pixels. */
const seenPixels = 1;
/** The side of the whole world at zoom 0, pixels. */
const tilePixels = 512;

export interface CityMapListener {
  readonly placed: (lat: number, lon: number) => void;
  readonly incidentChosen: (incidentId: string) => void;
  readonly backgroundFailed: () => void;
}

export { readBackground } from './background.js';

/** The map as the console uses it. Sources can be set at any time; what is set survives a change of theme. */
export class CityMap {
  private readonly map: MapLibre;
  private readonly kept = new Map<SourceName, GeoJSON.FeatureCollection>();
  private readonly gliding: Gliding;
  private teams: readonly TeamOnMap[] = [];
  /** What changed since it was drawn. */
  private readonly due = new Set<SourceName | 'teams'>();
  private readonly drawnAt = new Map<string, Position>();
  private minutes: ReadonlyMap<string, string> = new Map();
  private readonly pace: MapPace;
  private ready = false;
  private placing = false;

  constructor(
    element: HTMLElement,
    title: string,
    private readonly listener: CityMapListener,
    private background: Background | null,
  ) {
    const smooth = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.gliding = new Gliding(smooth);
    this.pace = new MapPace({
      isMoving: () => this.isMoving(),
      isSeenMoving: () => this.isSeenMoving(),
      draw: () => this.drawDue(),
    });
    const palette = paletteReader();
    this.map = new MapLibre({
      container: element,
      style: mapStyle(palette.colour, background),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      locale: { 'Map.Title': title },
      center: [118, -2.5],
      zoom: 4,
    });
    palette.close();
    this.map.touchZoomRotate.disableRotation();
    this.map.on('error', (event) => this.failed(event));
    this.map.on('style.load', () => this.dress());
    this.map.on('move', () => this.pace.moved());
    this.map.on('click', (event) => this.clicked(event));
    for (const layer of ['incidents', 'teams']) {
      this.map.on('mouseenter', layer, () => this.showCursor('pointer'));
      this.map.on('mouseleave', layer, () => this.showCursor(''));
    }
  }

  remove(): void {
    this.pace.stop();
    this.map.remove();
  }

  /** Takes the colours of the present theme. */
  restyle(): void {
    this.ready = false;
    const palette = paletteReader();
    this.map.setStyle(mapStyle(palette.colour, this.background), { diff: false });
    palette.close();
  }

  /**
   * Draws a source, unless it shows the same already: every drawing lays out the whole map anew. What only follows the
   * board is drawn `soon`, together with whatever else changes meanwhile.
   */
  set(source: SourceName, features: GeoJSON.FeatureCollection, when: 'now' | 'soon' = 'now'): void {
    const present = this.kept.get(source);
    if (present && isSame(present, features)) return;
    this.kept.set(source, features);
    this.due.add(source);
    if (when === 'now') this.pace.drawNow();
    else this.pace.changed();
  }

  setTeams(teams: readonly TeamOnMap[], minutes: ReadonlyMap<string, string>): void {
    const chosen = !isSame([...minutes], [...this.minutes]);
    if (!chosen && isSame(teams, this.teams)) return;
    this.teams = teams;
    this.minutes = minutes;
    this.gliding.forgetAllBut(new Set(teams.map(({ id }) => id)));
    this.due.add('teams');
    // Minutes answer what somebody just asked for; the state of a team can follow a breath later.
    if (chosen) this.pace.drawNow();
    else this.pace.changed();
  }

  /** A team was seen somewhere else. */
  moveTeam(id: string, at: Position): void {
    this.gliding.heard(id, at, performance.now());
    this.pace.moved();
  }

  positionOf(teamId: string): Position | undefined {
    return this.gliding.at(teamId, performance.now());
  }

  /** Whether the center's own roads are drawn: not over a background, which has its own. */
  get drawsRoads(): boolean {
    return this.background === null;
  }

  setPlacing(placing: boolean): void {
    this.placing = placing;
    this.showCursor('');
  }

  fit(bounds: LngLatBoundsLike): void {
    this.map.fitBounds(bounds, { padding: { top: 60, bottom: 76, left: 72, right: 72 }, animate: false });
  }

  zoomBy(steps: number): void {
    this.map.zoomTo(this.map.getZoom() + steps);
  }

  /** Brings a point into view, without moving when it is well inside already. */
  show([lon, lat]: Position, always = false): void {
    const { x, y } = this.map.project([lon, lat]);
    const { clientWidth, clientHeight } = this.map.getContainer();
    const inside =
      x > clientWidth * 0.15 && x < clientWidth * 0.85 && y > clientHeight * 0.15 && y < clientHeight * 0.85;
    if (inside && !always) return;
    this.map.easeTo({
      center: [lon, lat],
      zoom: Math.max(this.map.getZoom(), always ? 13.5 : 12.5),
      animate: !this.pace.isSlow,
    });
  }

  /** A background that cannot be drawn is left out. A tile that did not come may come next time. */
  private failed(event: object): void {
    const ofBackground = 'sourceId' in event ? String(event.sourceId).startsWith('background') : !this.ready;
    if (!this.background || !ofBackground || 'tile' in event) return;
    this.background = null;
    this.listener.backgroundFailed();
    this.restyle();
  }

  private showCursor(cursor: string): void {
    this.map.getCanvas().style.cursor = this.placing ? 'crosshair' : cursor;
  }

  private dress(): void {
    const palette = paletteReader();
    addMapImages(this.map, palette.colour);
    palette.close();
    this.ready = true;
    for (const source of [...this.kept.keys(), 'teams' as const]) this.due.add(source);
    this.pace.drawNow();
  }

  /** Resolves when the map shows everything as it is, and rests. */
  private async drawDue(): Promise<void> {
    if (!this.ready) return;
    if (this.isSeenMoving()) this.due.add('teams');
    const due = [...this.due];
    this.due.clear();
    await Promise.all(
      due.map((name) => this.draw(name, name === 'teams' ? this.teamFeatures() : this.kept.get(name))),
    );
    await this.map.once('idle');
  }

  private async draw(
    name: SourceName | 'teams',
    features: GeoJSON.FeatureCollection = nothing,
  ): Promise<void> {
    const source = this.map.getSource(name);
    if (!(source instanceof GeoJSONSource)) return;
    // A change that is overtaken by the next one is dropped by MapLibre, and its promise refused.
    await source.setData(features).catch(() => undefined);
  }

  private teamFeatures(): GeoJSON.FeatureCollection {
    const now = performance.now();
    this.drawnAt.clear();
    const features = this.teams.flatMap((team, index) => {
      const at = this.gliding.at(team.id, now);
      if (!at) return [];
      this.drawnAt.set(team.id, at);
      return [teamFeature(team, at, this.minutes.get(team.id), index)];
    });
    return { ...nothing, features };
  }

  private isMoving(): boolean {
    const now = performance.now();
    return this.teams.some(({ id }) => this.gliding.isMoving(id, now));
  }

  /** Whether a team in view stands elsewhere than it is drawn, by more than anybody could see. */
  private isSeenMoving(): boolean {
    // Beneath a list nobody sees it; it is looked at again as soon as it is uncovered.
    if (this.map.getContainer().closest('[inert]')) return false;
    const now = performance.now();
    const bounds = this.map.getBounds();
    const degrees = (seenPixels * 360) / (tilePixels * 2 ** this.map.getZoom());
    return this.teams.some(({ id }) => {
      const at = this.gliding.at(id, now);
      if (!at) return false;
      const drawn = this.drawnAt.get(id);
      if (!drawn) return true;
      const apart = Math.max(Math.abs(at[0] - drawn[0]), Math.abs(at[1] - drawn[1]));
      return apart >= degrees && (bounds.contains([...at]) || bounds.contains([...drawn]));
    });
  }

  private clicked({ point, lngLat }: MapMouseEvent): void {
    if (this.placing) {
      this.listener.placed(lngLat.lat, lngLat.lng);
      return;
    }
    if (!this.ready) return;
    const [feature] = this.map.queryRenderedFeatures(point, { layers: ['incidents', 'teams'] });
    const id: unknown = feature?.properties[feature.layer.id === 'incidents' ? 'id' : 'incidentId'];
    if (typeof id === 'string') this.listener.incidentChosen(id);
  }
}

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
