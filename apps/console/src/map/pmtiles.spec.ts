import { gzipSync } from 'node:zlib';
import { Pmtiles, tileId } from './pmtiles.js';

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];

interface Entry {
  readonly tileId: number;
  readonly offset: number;
  readonly length: number;
  readonly runLength: number;
}

const directory = (entries: readonly Entry[]): Buffer =>
  Buffer.from([
    ...varint(entries.length),
    ...entries.flatMap(({ tileId: id }, index) => varint(id - (entries[index - 1]?.tileId ?? 0))),
    ...entries.flatMap(({ runLength }) => varint(runLength)),
    ...entries.flatMap(({ length }) => varint(length)),
    ...entries.flatMap(({ offset }) => varint(offset + 1)),
  ]);

/** An archive whose root names one leaf, which names the tiles. */
function archive(tiles: ReadonlyMap<number, string>, runLength = 1): Buffer {
  const contents = [...tiles].map(([id, text]) => ({ id, bytes: gzipSync(text) }));
  let offset = 0;
  const entries = contents.map(({ id, bytes }) => {
    const entry = { tileId: id, offset, length: bytes.length, runLength };
    offset += bytes.length;
    return entry;
  });
  const leaf = gzipSync(directory(entries));
  const root = gzipSync(directory([{ tileId: 0, offset: 0, length: leaf.length, runLength: 0 }]));
  const header = Buffer.alloc(127);
  header.write('PMTiles');
  header.writeUInt8(3, 7);
  const long = (value: number, at: number) => header.writeBigUInt64LE(BigInt(value), at);
  long(127, 8);
  long(root.length, 16);
  long(127 + root.length, 40);
  long(127 + root.length + leaf.length, 56);
  header.set([2, 2, 1, 0, 14], 97);
  return Buffer.concat([header, root, leaf, ...contents.map(({ bytes }) => bytes)]);
}

const open = (bytes: Buffer): Promise<Pmtiles> =>
  Pmtiles.open(async (offset, length) => new Uint8Array(bytes.subarray(offset, offset + length)).buffer);

const textOf = (tile: ArrayBuffer | undefined): string | undefined => tile && new TextDecoder().decode(tile);

describe('a map file', () => {
  it('numbers its tiles along the Hilbert curve, as the specification does', () => {
    expect([tileId(0, 0, 0), tileId(1, 0, 0), tileId(1, 0, 1), tileId(1, 1, 1), tileId(1, 1, 0)]).toEqual([
      0, 1, 2, 3, 4,
    ]);
    expect(tileId(2, 0, 0)).toBe(5);
    expect(tileId(12, 3_423, 1_763)).toBe(19_078_479);
  });

  it('gives the tile that is asked for, through a directory of directories', async () => {
    const file = await open(
      archive(
        new Map([
          [tileId(1, 0, 0), 'north-west'],
          [tileId(12, 3_272, 2_127), 'Bandung'],
        ]),
      ),
    );
    expect(file.header).toMatchObject({ kind: 'vector', minZoom: 0, maxZoom: 14 });
    expect(textOf(await file.tile(12, 3_272, 2_127))).toBe('Bandung');
    expect(textOf(await file.tile(1, 0, 0))).toBe('north-west');
  });

  it('has no tile where none is written', async () => {
    const file = await open(archive(new Map([[tileId(2, 1, 1), 'one']])));
    expect(await file.tile(2, 3, 3)).toBeUndefined();
  });

  it('gives one tile for a whole run of the same', async () => {
    const file = await open(archive(new Map([[tileId(2, 0, 0), 'sea']]), 16));
    expect(textOf(await file.tile(2, 3, 3))).toBe('sea');
  });

  it('refuses what is no such file', async () => {
    await expect(open(Buffer.alloc(127))).rejects.toThrow('PMTiles');
  });
});
