import {
  GeoJSONSource,
  LngLatBounds,
  Map as MapLibre,
  setWorkerUrl,
  type LngLatBoundsLike,
  type MapMouseEvent,
  type PaddingOptions,
} from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { Background } from './background.js';
import { Gliding } from './gliding.js';
import { MapPace } from './map-pace.js';
import { teamMark, type TeamOnMap } from './map-features.js';
import { mapStyle } from './map-style.js';
import { paletteReader } from './mark-images.js';
import type { Mark } from './marks.js';
import { MarksCanvas } from './marks-canvas.js';
import type { Box } from './names.js';
import { worldPixels, type Position } from './view.js';

setWorkerUrl(workerUrl);

type GroundSource = 'outline' | 'areas' | 'roads';
type MarkLayer = 'areas' | 'facilities' | 'incidents' | 'place';

/** How far a mark must be from its place before it is worth drawing again, pixels. */
const seenPixels = 1;
/** Between a name and what covers the map, pixels. */
const coverPixels = 3;
/** By how much nearer everything has to be for the map to turn to it, steps of zoom. */
const worthwhileZoom = 0.75;

export interface CityMapListener {
  readonly placed: (lat: number, lon: number) => void;
  readonly incidentChosen: (incidentId: string) => void;
  readonly backgroundFailed: () => void;
}

/**
 * The map as the console uses it: the ground, drawn by MapLibre, and marks above it. Everything can be set at any time;
 * what is set survives a change of theme.
 */
export class CityMap {
  private readonly map: MapLibre;
  private readonly marks: MarksCanvas;
  private readonly ground = new Map<GroundSource, GeoJSON.FeatureCollection>();
  private readonly layers = new Map<MarkLayer, () => readonly Mark[]>();
  private lines: () => readonly GeoJSON.Feature[] = () => [];
  private readonly gliding: Gliding;
  private teams: readonly TeamOnMap[] = [];
  private minutes: ReadonlyMap<string, string> = new Map();
  private readonly drawnAt = new Map<string, Position>();
  private readonly pace: MapPace;
  private ready = false;
  private removed = false;
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
      draw: () => this.drawInFrame(),
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
    this.marks = new MarksCanvas(this.map.getCanvasContainer());
    this.map.touchZoomRotate.disableRotation();
    this.map.on('error', (event) => this.failed(event));
    this.map.on('style.load', () => this.layGround());
    // In the same frame as the ground, so that nothing slides over it.
    this.map.on('move', () => this.drawMarks());
    this.map.on('resize', () => this.drawMarks());
    this.map.on('click', (event) => this.clicked(event));
    this.map.on('mousemove', ({ point }) => this.showCursor(this.marks.incidentAt(point) ? 'pointer' : ''));
  }

  remove(): void {
    this.removed = true;
    this.pace.stop();
    this.marks.remove();
    this.map.remove();
  }

  /** Takes the colours of the present theme. */
  restyle(): void {
    this.ready = false;
    const palette = paletteReader();
    this.map.setStyle(mapStyle(palette.colour, this.background), { diff: false });
    palette.close();
    this.marks.dress();
    this.pace.drawNow();
  }

  setGround(source: GroundSource, features: GeoJSON.FeatureCollection): void {
    this.ground.set(source, features);
    if (this.ready) this.lay(source, features);
  }

  /**
   * Shows a layer of marks, made when they are drawn: in a busy city the board changes more often than that. What only
   * follows the board is drawn `soon`, together with whatever else changes meanwhile.
   */
  setMarks(layer: MarkLayer, marks: () => readonly Mark[], when: 'now' | 'soon' = 'now'): void {
    this.layers.set(layer, once(marks));
    if (when === 'now') this.pace.drawNow();
    else this.pace.changed();
  }

  /** Ways of teams, made at every drawing: where no route is known they follow the team. */
  setLines(lines: () => readonly GeoJSON.Feature[]): void {
    this.lines = lines;
    this.pace.changed();
  }

  setTeams(teams: readonly TeamOnMap[], minutes: ReadonlyMap<string, string>): void {
    this.teams = teams;
    this.minutes = minutes;
    this.gliding.forgetAllBut(new Set(teams.map(({ id }) => id)));
    this.pace.changed();
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

  /** Shows the whole of it, above what covers the foot of the map. */
  fit(bounds: LngLatBoundsLike): void {
    this.map.fitBounds(bounds, { padding: this.clear(), animate: false });
  }

  /** Brings these places in view from as near as they allow, unless a hand is on the map or it is near enough. */
  frame(places: readonly Position[]): void {
    if (this.map.getContainer().matches(':hover')) return;
    const bounds = new LngLatBounds();
    for (const [lon, lat] of places) bounds.extend([lon, lat]);
    const camera = this.map.cameraForBounds(bounds, { padding: this.clear(), maxZoom: 15 });
    if (!camera?.zoom) return;
    const seen = this.map.getBounds();
    const nearer = camera.zoom - this.map.getZoom();
    if (nearer < worthwhileZoom && places.every((place) => seen.contains([...place]))) return;
    this.map.easeTo({ ...camera, animate: !this.drawsSlowly() });
  }

  /** What of the picture buttons, names at the edge and the legend leave free, CSS pixels. */
  private clear(): PaddingOptions {
    const foot = this.map.getContainer().parentElement?.querySelector<HTMLElement>('.map-foot');
    return { top: 60, bottom: 24 + (foot?.offsetHeight ?? 0), left: 72, right: 72 };
  }

  /** What lies above the map, with room around it; from its upper left corner. */
  private covers(): Box[] {
    const container = this.map.getContainer();
    const { left: west, top: north } = container.getBoundingClientRect();
    const above = container.parentElement?.querySelectorAll('[data-covers-map]') ?? [];
    return Array.from(above, (element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return {
        left: left - west - coverPixels,
        top: top - north - coverPixels,
        right: right - west + coverPixels,
        bottom: bottom - north + coverPixels,
      };
    });
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
      animate: !this.drawsSlowly(),
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

  /** Without a graphics card no frame of a movement comes in time. */
  private drawsSlowly(): boolean {
    const context = this.map.getCanvas().getContext('webgl2');
    const names = context?.getExtension('WEBGL_debug_renderer_info');
    const renderer: unknown = names && context?.getParameter(names.UNMASKED_RENDERER_WEBGL);
    return typeof renderer === 'string' && /swiftshader|llvmpipe|software/i.test(renderer);
  }

  private layGround(): void {
    this.ready = true;
    for (const [source, features] of this.ground) this.lay(source, features);
  }

  private lay(name: GroundSource, features: GeoJSON.FeatureCollection): void {
    const source = this.map.getSource(name);
    // A change that is overtaken by the next one is dropped by MapLibre, and its promise refused.
    if (source instanceof GeoJSONSource) void source.setData(features).catch(() => undefined);
  }

  /** Resolves when the marks are on the screen, with the milliseconds that the page was busy with it. */
  private async drawInFrame(): Promise<number> {
    await new Promise(requestAnimationFrame);
    if (this.removed) return 0;
    const began = performance.now();
    this.drawMarks();
    // The browser paints after the frame and before the next task.
    await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - began;
  }

  private drawMarks(): void {
    const { lng, lat } = this.map.getCenter();
    const { clientWidth: width, clientHeight: height } = this.map.getContainer();
    const marks = [...this.layers.values()].flatMap((layer) => layer());
    this.marks.draw(
      { center: [lng, lat], zoom: this.map.getZoom(), width, height },
      { marks: [...marks, ...this.teamMarks()], lines: this.lines(), covers: this.covers() },
    );
  }

  private teamMarks(): Mark[] {
    const now = performance.now();
    this.drawnAt.clear();
    return this.teams.flatMap((team) => {
      const at = this.gliding.at(team.id, now);
      if (!at) return [];
      this.drawnAt.set(team.id, at);
      return [teamMark(team, at, this.minutes.get(team.id))];
    });
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
    const degrees = (seenPixels * 360) / (worldPixels * 2 ** this.map.getZoom());
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
    const incidentId = this.marks.incidentAt(point);
    if (incidentId !== undefined) this.listener.incidentChosen(incidentId);
  }
}

/** Made at most once. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
