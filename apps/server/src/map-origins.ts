import { z } from 'zod';

/** So long a start may wait for a style, all of it. */
const patienceMilliseconds = 4_000;
/** The largest style or TileJSON that is read. */
const largestBytes = 4_000_000;
/** So many TileJSON files of one style are read, and so many sites allowed: a style names two or three. */
const mostFiles = 12;
const mostOrigins = 20;
/** How old an answer may be; how soon it is asked for again after it could not be had. */
const renewAfterMilliseconds = 10 * 60_000;
const retryAfterMilliseconds = 60_000;

const source = z.object({
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

/** Says that a style could not be read, and why. */
export type Complain = (message: string) => void;

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
    private readonly complain: Complain,
    private readonly now: () => number = () => performance.now(),
  ) {
    const { protocol } = new URL(url);
    this.protocols = protocol === 'http:' ? ['http:', 'https:'] : ['https:'];
    this.own = this.originsOf([url]);
  }

  /** What is known now. What is old is asked for again meanwhile, so that no page waits for another site. */
  current(): readonly string[] {
    if (this.isStyle() && this.now() >= this.readAt) void this.renew();
    return [...new Set([...this.own, ...this.named])].slice(0, mostOrigins);
  }

  /** Reads the style; what was known stays when it cannot be had. */
  async renew(): Promise<void> {
    if (!this.isStyle()) return;
    this.readAt = this.now() + renewAfterMilliseconds;
    try {
      this.named = await this.read(AbortSignal.timeout(patienceMilliseconds));
    } catch (error) {
      this.readAt = this.now() + retryAfterMilliseconds;
      this.complain(
        `LAYAD_MAP: the style cannot be read: ${error instanceof Error ? error.message : 'why?'}`,
      );
    }
  }

  /** Tiles and PMTiles files lead nowhere else. */
  private isStyle(): boolean {
    return !this.url.includes('{z}') && !new URL(this.url).pathname.endsWith('.pmtiles');
  }

  private async read(signal: AbortSignal): Promise<readonly string[]> {
    const { body, address } = await this.fileAt(this.url, signal);
    const { sources, sprite } = style.parse(body);
    const addresses = [
      address,
      ...(typeof sprite === 'string' ? [sprite] : (sprite ?? []).map(({ url }) => url)),
      ...Object.values(sources).flatMap(({ url, urls = [], tiles = [], data }) => [
        ...[url, data].filter((value) => value !== undefined),
        ...urls,
        ...tiles,
      ]),
    ].map((named) => wholeAddress(named, address));
    const tileJsons = Object.values(sources)
      .flatMap(({ url }) =>
        url === undefined || url.startsWith('pmtiles:') ? [] : [wholeAddress(url, address)],
      )
      .slice(0, mostFiles);
    const tiles = await Promise.all(tileJsons.map((url) => this.tilesOf(url, signal)));
    return this.originsOf([...addresses, ...tiles.flat()]);
  }

  /** None where it cannot be had: the style's other sources are drawn all the same. */
  private async tilesOf(url: string, signal: AbortSignal): Promise<string[]> {
    try {
      const { body, address } = await this.fileAt(url, signal);
      return [address, ...tileJson.parse(body).tiles.map((tiles) => wholeAddress(tiles, address))];
    } catch {
      this.complain('LAYAD_MAP: a TileJSON that the style names cannot be read');
      return [];
    }
  }

  /** The address is the one that a redirection led to. */
  private async fileAt(url: string, signal: AbortSignal): Promise<{ body: unknown; address: string }> {
    if (this.originsOf([url]).length === 0) throw new Error('no address that may be read');
    const response = await fetch(url, { signal, headers: { accept: 'application/json' } });
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

const wholeAddress = (named: string, base: string): string => {
  const address = named.startsWith('pmtiles://') ? named.slice('pmtiles://'.length) : named;
  return URL.canParse(address, base) ? new URL(address, base).href : address;
};
