import { createContext, useContext, useEffect, useState } from 'react';
import type { Desk } from './desk.js';
import { useStore } from '../live/store.js';

/** The center's areas as shapes, and their names by id. */
export interface Areas {
  readonly shapes: GeoJSON.FeatureCollection;
  readonly outline: GeoJSON.Feature | null;
  readonly names: ReadonlyMap<string, string>;
}

export type AreasState = Areas | 'loading' | 'failed';

const retryMilliseconds = 10_000;

/** Reads the areas once, and again when the center's data changed; keeps trying while it fails. */
export function useAreas(desk: Desk): AreasState {
  const revision = useStore(desk.live.board, (board) => board?.centerRevision ?? -1);
  const [state, setState] = useState<AreasState>('loading');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const read = async (): Promise<void> => {
      const [shapes, outline] = await Promise.all([desk.api.areas(), desk.api.serviceArea()]);
      if (stopped) return;
      if (!shapes.ok) {
        setState((present) => (typeof present === 'string' ? 'failed' : present));
        timer = setTimeout(() => void read(), retryMilliseconds);
        return;
      }
      setState({
        shapes: shapes.value,
        outline: outline.ok && outline.value.geometry ? outline.value : null,
        names: namesOf(shapes.value),
      });
    };
    if (revision >= 0) void read();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [desk, revision]);
  return state;
}

const namesOf = ({ features }: GeoJSON.FeatureCollection): ReadonlyMap<string, string> =>
  new Map(
    features.map(({ id, properties }) => [String(id ?? properties?.['id']), String(properties?.['name'])]),
  );

export const AreasContext = createContext<AreasState>('loading');

const noNames: ReadonlyMap<string, string> = new Map();

export function useAreaNames(): ReadonlyMap<string, string> {
  const areas = useContext(AreasContext);
  return typeof areas === 'string' ? noNames : areas.names;
}
