import { addProtocol, type AddProtocolAction } from 'maplibre-gl';
import { PMTiles, Protocol, ResolvedValueCache } from 'pmtiles';

/** Told after each tile: whether any has come yet. */
export type TilesTold = (come: boolean) => void;

const ours = 'layad-tiles://';
const inFiles = 'pmtiles://';

/** The PMTiles files that are open: each one's directories are read once. */
const files = new Protocol();

/** An address of tiles that are fetched here and not by the map itself, which would not say that none came. */
export const countedTiles = (template: string): string => ours + template;

/** The same for tiles inside a PMTiles file. */
export const countedTilesIn = (file: PMTiles): string =>
  countedTiles(`${inFiles}${file.source.getKey()}/{z}/{x}/{y}`);

/** A PMTiles file, read by ranges as it is needed. `url` may begin with `pmtiles://`, as in styles. */
export function fileAt(url: string): PMTiles {
  const address = url.startsWith(inFiles) ? url.slice(inFiles.length) : url;
  const known = files.get(address);
  if (known) return known;
  // Keeps only what came: what could not be read once is asked for again.
  const file = new PMTiles(address, new ResolvedValueCache());
  files.add(file);
  return file;
}

export const isFile = (url: string): boolean => url.startsWith(inFiles);

/** Answers MapLibre's requests for counted tiles. */
export function serveTiles(tilesTold: TilesTold): void {
  let come = false;
  addProtocol('layad-tiles', async (request, abort) => {
    const url = request.url.slice(ours.length);
    try {
      const answer = isFile(url)
        ? await files.tile<AbortController, ReturnType<AddProtocolAction>>({ ...request, url }, abort)
        : { data: await fetched(url, abort.signal) };
      come = true;
      return answer;
    } finally {
      // One that went out of view before it came says nothing.
      if (!abort.signal.aborted) tilesTold(come);
    }
  });
}

async function fetched(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`no tile: ${response.status}`);
  return response.arrayBuffer();
}
