import { z } from 'zod';

/** The largest style or TileJSON that is read. */
const largestBytes = 4_000_000;
/** So many TileJSON files of one style are read, and so many sites allowed: a style names two or three. */
const mostFiles = 12;
const mostOrigins = 20;
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

interface Reading {
  readonly named: readonly string[];
  /** What could not be read, and why. */
  readonly failures: readonly string[];
}

/**
 * The sites that the map's background comes from: that of the setting, and those that the style there names for its
 * tiles and pictures. Only what the setting leads to is allowed, and nothing unencrypted where the setting is not.
 */
export class MapOrigins {
  private readonly own: readonly string[];
  private named: readonly string[] = [];
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
    return [...new Set([...this.own, ...this.named])].slice(0, mostOrigins);
  }

  /** Reads the style; what was known stays where it cannot be had. */
  async renew(): Promise<void> {
    if (!this.isStyle()) return;
    this.readAt = this.options.now() + renewAfterMilliseconds;
    const { named, failures } = await this.read(AbortSignal.timeout(this.options.patienceMilliseconds));
    if (failures.length === 0) this.named = named;
    else {
      this.named = [...new Set([...this.named, ...named])];
      this.readAt = this.options.now() + retryAfterMilliseconds;
      this.options.complain(`LAYAD_MAP: ${failures.join('; ')}`);
    }
  }

  /** Tiles and PMTiles files lead nowhere else. */
  private isStyle(): boolean {
    return !this.url.includes('{z}') && !new URL(this.url).pathname.endsWith('.pmtiles');
  }

  private async read(signal: AbortSignal): Promise<Reading> {
    let file: { body: unknown; address: string };
    try {
      file = await this.fileAt(this.url, signal);
    } catch (error) {
      return { named: [], failures: [`the style cannot be read (${reasonOf(error)})`] };
    }
    const { address } = file;
    const { data: parsed } = style.safeParse(file.body);
    if (!parsed) return { named: [], failures: ['there is no map style at this address'] };
    const sources = Object.values(parsed.sources);
    const whole = (named: string): string => wholeAddress(named, address);
    const named = [address, ...spritesOf(parsed), ...sources.flatMap(addressesOf)].map(whole);
    const tileJsons = sources.filter(isTiled).map(({ url }) => whole(url));
    const readings = await Promise.all(
      tileJsons.slice(0, mostFiles).map((url) => this.readTiles(url, signal)),
    );
    return {
      named: this.originsOf([...named, ...readings.flatMap((reading) => reading.named)]),
      failures: readings.flatMap(({ failures }) => failures),
    };
  }

  /** What of it cannot be had does not keep the style's other sources from being drawn. */
  private async readTiles(url: string, signal: AbortSignal): Promise<Reading> {
    try {
      const { body, address } = await this.fileAt(url, signal);
      const { data: parsed } = tileJson.safeParse(body);
      if (!parsed) throw new Error('it is none');
      return {
        named: [address, ...parsed.tiles.map((template) => wholeAddress(template, address))],
        failures: [],
      };
    } catch (error) {
      return { named: [], failures: [`a TileJSON that the style names cannot be read (${reasonOf(error)})`] };
    }
  }

  /** The address is the one that a redirection led to. */
  private async fileAt(url: string, signal: AbortSignal): Promise<{ body: unknown; address: string }> {
    if (this.originsOf([url]).length === 0) throw new Error('no address that may be read');
    const response = await this.options.fetch(url, { signal, headers: { accept: 'application/json' } });
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    if (this.originsOf([response.url]).length === 0)
      throw new Error('it leads to no address that may be read');
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of response.body as AsyncIterable<Uint8Array>) {
      bytes += part.length;
      if (bytes > largestBytes) throw new Error(`larger than ${largestBytes} bytes`);
      parts.push(part);
    }
    return { body: JSON.parse(Buffer.concat(parts).toString('utf8')), address: response.url };
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
