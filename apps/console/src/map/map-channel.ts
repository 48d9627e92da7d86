import type { ShownRecommendation, Desk } from '../board/desk.js';
import type { Point } from '../call/coordinates.js';
import { createStore } from '../live/store.js';
import type { MapWork } from './map-work.js';

/** What the console tells its map windows: the whole of it each time, so that none is ever half in step. */
interface Shown {
  readonly kind: 'shown';
  readonly selectedId: string | null;
  readonly placing: string | null;
  readonly recommendation: ShownRecommendation | null;
  readonly found: Point | null;
}

/** What a map window tells the console. */
type Pressed =
  | { readonly kind: 'hello' }
  | { readonly kind: 'select'; readonly incidentId: string }
  | { readonly kind: 'place'; readonly point: Point };

const channelOf = ({ account }: Desk): BroadcastChannel =>
  new BroadcastChannel(`layad-map-${account.user.id}`);

/** Keeps the user's map windows in step with this console. @returns what ends it. */
export function leadMapWindows(desk: Desk): () => void {
  const channel = channelOf(desk);
  const tell = (): void => {
    channel.postMessage({
      kind: 'shown',
      selectedId: desk.selectedId.get(),
      placing: desk.placing.get(),
      recommendation: desk.recommendation.get(),
      found: desk.found.get(),
    } satisfies Shown);
  };
  channel.onmessage = ({ data }: MessageEvent<Pressed>) => {
    if (data.kind === 'hello') tell();
    if (data.kind === 'select') desk.select(data.incidentId);
    if (data.kind === 'place') desk.place(data.point);
  };
  const stops = [desk.selectedId, desk.placing, desk.recommendation, desk.found].map((store) =>
    store.subscribe(tell),
  );
  return () => {
    for (const stop of stops) stop();
    channel.close();
  };
}

/** The work of a map in a window of its own: follows the console, and tells it what is pressed. */
export function followConsole(desk: Desk): { readonly work: MapWork; readonly stop: () => void } {
  const channel = channelOf(desk);
  const say = (pressed: Pressed): void => channel.postMessage(pressed);
  const work = {
    selectedId: createStore<string | null>(null),
    placing: createStore<string | null>(null),
    recommendation: createStore<ShownRecommendation | null>(null),
    found: createStore<Point | null>(null),
    // Shown at once, so that the window is of use alone too.
    select: (incidentId: string) => {
      work.selectedId.set(incidentId);
      say({ kind: 'select', incidentId });
    },
    place: (point: Point) => say({ kind: 'place', point }),
  };
  channel.onmessage = ({ data }: MessageEvent<Shown | Pressed>) => {
    if (data.kind !== 'shown') return;
    work.selectedId.set(data.selectedId);
    work.placing.set(data.placing);
    work.recommendation.set(data.recommendation);
    work.found.set(data.found);
  };
  say({ kind: 'hello' });
  return { work, stop: () => channel.close() };
}
