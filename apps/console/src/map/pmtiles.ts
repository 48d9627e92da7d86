/**
 * Reads one tile at a time out of a PMTiles archive (version 3) with range requests, so that a whole city's map can be
 * one file on any web server. https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
 */
export interface PmtilesHeader {
  readonly rootOffset: number;
  readonly rootLength: number;
  readonly leavesOffset: number;
  readonly tilesOffset: number;
  readonly directoriesZipped: boolean;
  readonly tilesZipped: boolean;
  readonly kind: 'vector' | 'raster';
  readonly minZoom: number;
  readonly maxZoom: number;
}

interface Entry {
  readonly tileId: number;
  readonly offset: number;
  readonly length: number;
  /** How many tiles in a row share it; 0: it is a further directory. */
  readonly runLength: number;
}

export type ReadRange = (offset: number, length: number) => Promise<ArrayBuffer>;

const headerBytes = 127;
const gzip = 2;
const vectorTiles = 1;
/** A root directory, leaves within leaves: the specification allows no more. */
const deepestDirectory = 4;

export class Pmtiles {
  private readonly directories = new Map<number, Promise<readonly Entry[]>>();

  private constructor(
    private readonly read: ReadRange,
    readonly header: PmtilesHeader,
  ) {}

  /** @throws Error when it is no such archive */
  static async open(read: ReadRange): Promise<Pmtiles> {
    return new Pmtiles(read, headerOf(await read(0, headerBytes)));
  }

  /** Undefined where the archive has no such tile. */
  async tile(z: number, x: number, y: number): Promise<ArrayBuffer | undefined> {
    const { rootOffset, rootLength, leavesOffset, tilesOffset, tilesZipped } = this.header;
    const id = tileId(z, x, y);
    let [offset, length] = [rootOffset, rootLength];
    for (let depth = 0; depth < deepestDirectory; depth += 1) {
      const entry = entryOf(await this.directory(offset, length), id);
      if (!entry) return undefined;
      if (entry.runLength > 0) {
        const bytes = await this.read(tilesOffset + entry.offset, entry.length);
        return tilesZipped ? unzipped(bytes) : bytes;
      }
      [offset, length] = [leavesOffset + entry.offset, entry.length];
    }
    return undefined;
  }

  private directory(offset: number, length: number): Promise<readonly Entry[]> {
    const known = this.directories.get(offset);
    if (known) return known;
    const reading = this.read(offset, length)
      .then((bytes) => (this.header.directoriesZipped ? unzipped(bytes) : bytes))
      .then(entriesOf);
    this.directories.set(offset, reading);
    // One that could not be had is asked for again next time.
    reading.catch(() => this.directories.delete(offset));
    return reading;
  }
}

function headerOf(bytes: ArrayBuffer): PmtilesHeader {
  const view = new DataView(bytes);
  const magic = new TextDecoder().decode(bytes.slice(0, 7));
  if (magic !== 'PMTiles' || view.getUint8(7) !== 3) throw new Error('no PMTiles archive of version 3');
  const long = (at: number): number => Number(view.getBigUint64(at, true));
  return {
    rootOffset: long(8),
    rootLength: long(16),
    leavesOffset: long(40),
    tilesOffset: long(56),
    directoriesZipped: view.getUint8(97) === gzip,
    tilesZipped: view.getUint8(98) === gzip,
    kind: view.getUint8(99) === vectorTiles ? 'vector' : 'raster',
    minZoom: view.getUint8(100),
    maxZoom: view.getUint8(101),
  };
}

/** The number of a tile: all tiles of lower zooms, then its place on the Hilbert curve of its own. */
export function tileId(z: number, x: number, y: number): number {
  let id = (4 ** z - 1) / 3;
  let [tx, ty] = [x, y];
  for (let side = 2 ** z / 2; side >= 1; side /= 2) {
    const rx = (tx & side) > 0 ? 1 : 0;
    const ry = (ty & side) > 0 ? 1 : 0;
    id += side * side * ((3 * rx) ^ ry);
    if (ry === 0) {
      if (rx === 1) [tx, ty] = [side - 1 - tx, side - 1 - ty];
      [tx, ty] = [ty, tx];
    }
  }
  return id;
}

function entriesOf(bytes: ArrayBuffer): Entry[] {
  const view = new Uint8Array(bytes);
  let at = 0;
  const number = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = view[at++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  const column = (): number[] => Array.from({ length: count }, number);
  const count = number();
  const deltas = column();
  const runLengths = column();
  const lengths = column();
  const offsets = column();
  const entries: Entry[] = [];
  let tile = 0;
  for (let index = 0; index < count; index += 1) {
    tile += deltas[index] ?? 0;
    const before = entries[index - 1];
    const written = offsets[index] ?? 0;
    // Zero: right behind the one before.
    const offset = written === 0 && before ? before.offset + before.length : written - 1;
    entries.push({ tileId: tile, offset, length: lengths[index] ?? 0, runLength: runLengths[index] ?? 0 });
  }
  return entries;
}

/** The entry that holds the tile, or the directory that may. */
function entryOf(entries: readonly Entry[], id: number): Entry | undefined {
  const entry = entries.findLast(({ tileId: first }) => first <= id);
  if (!entry) return undefined;
  return entry.runLength === 0 || id < entry.tileId + entry.runLength ? entry : undefined;
}

const unzipped = (bytes: ArrayBuffer): Promise<ArrayBuffer> =>
  new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();

/** Ranges of a file on a web server. */
export function rangesOf(url: string): ReadRange {
  return async (offset, length) => {
    const response = await fetch(url, { headers: { range: `bytes=${offset}-${offset + length - 1}` } });
    if (response.status !== 206) throw new Error(`no range of the map file: ${response.status}`);
    return response.arrayBuffer();
  };
}
