import { z } from 'zod';

/** The largest style or TileJSON that is read. */
const largestBytes = 4_000_000;
/** So many TileJSON files of one style are read, and so many sites allowed: a style names two or three. */
const mostFiles = 12;
const mostOrigins = 20;
/** So often an address may lead to another: from a short one to a full one, and on to the site that has the file. */
const mostRedirections = 3;
/** How old an answer may be; how soon it is asked for again after it could not be had. */
const renewAfterMilliseconds = 10 * 60_000;
const retryAfterMilliseconds = 60_000;

const source = z.object({
  type: z.string(),
  url: z.string().optional().catch(undefined),
  urls: z.array(z.string()).optional().catch(undefined),
  tiles: z.array(z.string()).optional().catch(undefined),
  data: z.string().optional().catch(undefined),
});
const style = z.object({
  sources: z.record(z.string(), source),
  sprite: z
    .union([z.string(), z.array(z.object({ url: z.string() }))])
    .optional()
    .catch(undefined),
});
const tileJson = z.object({ tiles: z.array(z.string()) });

export interface MapOriginsOptions {
  /** Told that a style could not be read, and why. */
  readonly complain: (message: string) => void;
  /** Milliseconds, from whenever. */
  readonly now: () => number;
  /** So long a start may wait for a style, all of it. */
  readonly patienceMilliseconds: number;
  readonly fetch: (url: string, options: RequestInit) => Promise<Response>;
}

/** A file, and the addresses on the way to it; it is at the last. */
interface ReadFile {
  readonly body: unknown;
  readonly addresses: readonly string[];
  readonly address: string;
}

/** The sites that a file names, or why it cannot be read. */
type Reading = { readonly url: string } & (
  { readonly sites: readonly string[] } | { readonly failure: string }
);

/**
 * The sites that the map's background comes from: that of the setting, and those that the style there names for its
 * tiles and pictures. Only what the setting leads to is allowed, and nothing unencrypted where the setting is not.
 */
export class MapOrigins {
  private readonly own: readonly string[];
  /** What each file named when it was read last, by its address. */
  private named: ReadonlyMap<string, readonly string[]> = new Map();
  private readAt = Number.NEGATIVE_INFINITY;
  private readonly protocols: readonly string[];

  constructor(
    private readonly url: string,
    private readonly options: MapOriginsOptions,
  ) {
    const { protocol } = new URL(url);
    this.protocols = protocol === 'http:' ? ['http:', 'https:'] : ['https:'];
    this.own = this.originsOf([url]);
  }

  /** What is known now. What is old is asked for again meanwhile, so that no page waits for another site. */
  current(): readonly string[] {
    if (this.isStyle() && this.options.now() >= this.readAt) void this.renew();
    return [...new Set([...this.own, ...[...this.named.values()].flat()])].slice(0, mostOrigins);
  }

  /** Reads the style and what it leads to; what a file named that cannot be had now stays. */
  async renew(): Promise<void> {
    if (!this.isStyle()) return;
    this.readAt = this.options.now() + renewAfterMilliseconds;
    const readings = await this.read(AbortSignal.timeout(this.options.patienceMilliseconds));
    const failures = readings.flatMap((reading) => ('failure' in reading ? [reading.failure] : []));
    const isStyleRead = readings.some((reading) => reading.url === this.url && 'sites' in reading);
    if (isStyleRead) {
      this.named = new Map(
        readings.map((reading) => [
          reading.url,
          'sites' in reading ? reading.sites : (this.named.get(reading.url) ?? []),
        ]),
      );
    }
    if (failures.length === 0) return;
    this.readAt = this.options.now() + retryAfterMilliseconds;
    this.options.complain(`LAYAD_MAP: ${failures.join('; ')}`);
  }

  /** Tiles and PMTiles files lead nowhere else. */
  private isStyle(): boolean {
    return !this.url.includes('{z}') && !new URL(this.url).pathname.endsWith('.pmtiles');
  }

  /** The style first, then the TileJSON files that it names; the style alone where it cannot be read. */
  private async read(signal: AbortSignal): Promise<readonly Reading[]> {
    const { url } = this;
    let file: ReadFile;
    try {
      file = await this.fileAt(url, signal);
    } catch (error) {
      return [{ url, failure: `the style cannot be read (${reasonOf(error)})` }];
    }
    const { data: parsed } = style.safeParse(file.body);
    if (!parsed) return [{ url, failure: 'there is no map style at this address' }];
    const sources = Object.values(parsed.sources);
    const whole = (named: string): string => wholeAddress(named, file.address);
    const named = [...spritesOf(parsed), ...sources.flatMap(addressesOf)].map(whole);
    const tileJsons = new Set(sources.filter(isTiled).map((tiled) => whole(tiled.url)));
    return [
      { url, sites: this.originsOf([...file.addresses, ...named]) },
      ...(await Promise.all(
        [...tileJsons].slice(0, mostFiles).map((tileJsonUrl) => this.readTiles(tileJsonUrl, signal)),
      )),
    ];
  }

  /** What of it cannot be had does not keep the style's other sources from being drawn. */
  private async readTiles(url: string, signal: AbortSignal): Promise<Reading> {
    try {
      const { body, addresses, address } = await this.fileAt(url, signal);
      const { data: parsed } = tileJson.safeParse(body);
      if (!parsed) throw new Error('it is none');
      const templates = parsed.tiles.map((template) => wholeAddress(template, address));
      return { url, sites: this.originsOf([...addresses, ...templates]) };
    } catch (error) {
      return { url, failure: `a TileJSON that the style names cannot be read (${reasonOf(error)})` };
    }
  }

  /** Follows redirections itself, so that none leads, even in passing, where no address of a style may. */
  private async fileAt(url: string, signal: AbortSignal): Promise<ReadFile> {
    const addresses: string[] = [];
    for (let address = url; addresses.length <= mostRedirections;) {
      if (this.originsOf([address]).length === 0) throw new Error('it leads to no address that may be read');
      addresses.push(address);
      const response = await this.options.fetch(address, {
        signal,
        redirect: 'manual',
        headers: { accept: 'application/json' },
      });
      if (response.ok && response.body) return { body: await bodyOf(response.body), addresses, address };
      await response.body?.cancel();
      const target = isRedirection(response.status) ? response.headers.get('location') : null;
      if (target === null) throw new Error(`status ${response.status}`);
      address = wholeAddress(target, address);
    }
    throw new Error(`it leads on more than ${mostRedirections} times`);
  }

  /** Only what is surely one site: a policy reads `*` and `;` in a host's name as more than that. */
  private originsOf(addresses: readonly string[]): string[] {
    return addresses.flatMap((address) => {
      if (!URL.canParse(address)) return [];
      const { protocol, host, origin } = new URL(address);
      return this.protocols.includes(protocol) && /^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/.test(host)
        ? [origin]
        : [];
    });
  }
}

async function bodyOf(stream: ReadableStream<Uint8Array>): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of stream as AsyncIterable<Uint8Array>) {
    bytes += part.length;
    if (bytes > largestBytes) throw new Error(`larger than ${largestBytes} bytes`);
    parts.push(part);
  }
  return JSON.parse(Buffer.concat(parts).toString('utf8'));
}

const isRedirection = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');

const spritesOf = ({ sprite }: z.infer<typeof style>): string[] =>
  typeof sprite === 'string' ? [sprite] : (sprite ?? []).map(({ url }) => url);

const addressesOf = ({ url, data, urls = [], tiles = [] }: z.infer<typeof source>): string[] => [
  ...[url, data].filter((address) => address !== undefined),
  ...urls,
  ...tiles,
];

/** A source whose tiles are told by a TileJSON. */
const isTiled = (described: z.infer<typeof source>): described is z.infer<typeof source> & { url: string } =>
  ['vector', 'raster', 'raster-dem'].includes(described.type) &&
  described.url !== undefined &&
  !isFile(described.url);

const inFiles = 'pmtiles://';
const isFile = (url: string): boolean => url.startsWith(inFiles);

const wholeAddress = (named: string, base: string): string => {
  const address = isFile(named) ? named.slice(inFiles.length) : named;
  return URL.canParse(address, base) ? new URL(address, base).href : address;
};
