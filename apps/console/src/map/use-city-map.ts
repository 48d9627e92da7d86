import { useEffect, useRef, useState } from 'react';
import type { Locale } from '#lib/contract';
import { useStore } from '../live/store.js';
import { darkNow } from '../look/theme.js';
import type { CityMap } from './city-map.js';
import type { MapWork } from './map-work.js';

/** The map in its element, with the background of this installation where it has one; loaded after the board. */
export function useCityMap(
  work: MapWork,
  element: HTMLDivElement | null,
  title: string,
  locale: Locale,
): { map: CityMap | null; failed: boolean; bare: boolean; backgroundCredits: readonly string[] } {
  const [map, setMap] = useState<CityMap | null>(null);
  const [failed, setFailed] = useState(false);
  const [bare, setBare] = useState(false);
  const [backgroundCredits, setBackgroundCredits] = useState<readonly string[]>([]);
  useEffect(() => {
    if (!element) return;
    let made: CityMap | undefined;
    let stopped = false;
    const make = async (): Promise<void> => {
      setBare(false);
      const [{ CityMap }, { readBackground }] = await Promise.all([
        import('./city-map.js'),
        import('./background-reader.js'),
        document.fonts.load('400 24px Inter'),
      ]);
      const background = await readBackground(locale, (come) => setBare(!come)).catch(() => {
        setBare(true);
        return null;
      });
      if (stopped) return;
      setBackgroundCredits(background?.credits ?? []);
      const listener = {
        placed: (lat: number, lon: number) => work.place({ lat, lon }),
        incidentChosen: (id: string) => work.select(id),
        backgroundFailed: () => {
          setBare(true);
          setBackgroundCredits([]);
        },
      };
      made = new CityMap(element, title, listener, background);
      setMap(made);
    };
    make().catch(() => setFailed(true));
    return () => {
      stopped = true;
      setMap(null);
      made?.remove();
    };
  }, [work, element, title, locale]);
  const dark = useStore(darkNow);
  const drawnDark = useRef(dark);
  useEffect(() => {
    if (drawnDark.current !== dark) map?.restyle();
    drawnDark.current = dark;
  }, [map, dark]);
  return { map, failed, bare, backgroundCredits };
}
