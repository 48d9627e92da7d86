import type { Locale } from '#lib/contract';
import { backgroundOfFile } from './background-file.js';
import { backgroundOfStyle } from './background-style.js';
import { countedTiles, serveTiles, type TilesTold } from './background-tiles.js';
import { pictures, type Background } from './background.js';

/** So long the map waits for the style or the head of the file, before it is drawn without. */
const patienceMilliseconds = 8_000;

/**
 * Reads the background that the server names: a style, tiles, or a PMTiles file. Null where it names none.
 * @throws Error when it names one that cannot be had: the center's own data are drawn then
 */
export async function readBackground(locale: Locale, tilesTold: TilesTold): Promise<Background | null> {
  const signal = AbortSignal.timeout(patienceMilliseconds);
  const answer = await fetch('/map-background.json', { signal });
  const { url, attribution } = (await answer.json()) as { url: string | null; attribution: string | null };
  if (url === null) return null;
  serveTiles(tilesTold);
  const background = await backgroundAt(url, locale, signal);
  return { ...background, credits: [...background.credits, ...(attribution === null ? [] : [attribution])] };
}

const backgroundAt = async (url: string, locale: Locale, signal: AbortSignal): Promise<Background> => {
  if (url.includes('{z}')) {
    return pictures({ type: 'raster', tiles: [countedTiles(url)], tileSize: 256 });
  }
  if (new URL(url).pathname.endsWith('.pmtiles')) return backgroundOfFile(url, locale, signal);
  return backgroundOfStyle(url, signal);
};
