import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, crc32, deflateSync, gzipSync } from 'node:zlib';

export type Colour = readonly [red: number, green: number, blue: number];

/** A square tile of one colour. */
export function tileOf(colour: Colour): Buffer {
  const side = 256;
  const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: side }, () => Buffer.from(colour))]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // Eight bits of red, green and blue.
  header.set([8, 2, 0, 0, 0], 8);
  const chunk = (name: string, body: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(name), body]);
    const framed = Buffer.alloc(named.length + 8);
    framed.writeUInt32BE(body.length, 0);
    framed.set(named, 4);
    framed.writeUInt32BE(crc32(named), named.length + 4);
    return framed;
  };
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: side }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];

const compressions = { none: 1, gzip: 2, brotli: 3 } as const;
const tileTypes = { mvt: 1, png: 2 } as const;

export interface Archive {
  readonly type: keyof typeof tileTypes;
  readonly tile: Buffer;
  /** Of the tile and of the archive's own directory. */
  readonly compression?: keyof typeof compressions;
  readonly metadata?: object;
}

/** A PMTiles archive in which one tile is every tile down to zoom 14. */
export function archiveOf({ type, tile, compression = 'none', metadata = {} }: Archive): Buffer {
  const packed = (bytes: Buffer): Buffer =>
    ({ none: () => bytes, gzip: () => gzipSync(bytes), brotli: () => brotliCompressSync(bytes) })[
      compression
    ]();
  const everyTile = (4 ** 15 - 1) / 3;
  const [first, offset] = [0, 1];
  const contents = packed(tile);
  const directory = packed(Buffer.from([1, first, ...varint(everyTile), ...varint(contents.length), offset]));
  const described = packed(Buffer.from(JSON.stringify(metadata)));
  const header = Buffer.alloc(127);
  header.write('PMTiles');
  header.writeUInt8(3, 7);
  const long = (value: number, at: number) => header.writeBigUInt64LE(BigInt(value), at);
  const parts = [directory, described, contents];
  let at = header.length;
  // Directory, metadata and tiles, each by its place and length; there are no further directories.
  for (const [index, part] of parts.entries()) {
    const field = [8, 24, 56][index]!;
    long(at, field);
    long(part.length, field + 8);
    at += part.length;
  }
  header.set([compressions[compression], compressions[compression], tileTypes[type], 0, 14], 97);
  return Buffer.concat([header, ...parts]);
}

/** A web server with these files, and no others. */
export class MapFiles {
  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  static async serve(fileAt: (path: string) => Buffer | undefined): Promise<MapFiles> {
    const server = createServer((request, response) => {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('access-control-allow-headers', 'range');
      const file = fileAt(request.url ?? '');
      if (request.method === 'OPTIONS') return response.writeHead(204).end();
      if (!file) return response.writeHead(404).end();
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
      if (from === undefined) return response.writeHead(200).end(file);
      return response.writeHead(206).end(file.subarray(Number(from), Number(to) + 1));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new MapFiles(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server);
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}
