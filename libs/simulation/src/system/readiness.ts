/** What a server says of itself at `/health/ready`. */
export interface Readiness {
  readonly database: 'embedded' | 'server';
  readonly now: Date;
  readonly clockSpeed: number;
}

/** How a server is; undefined when none answers there, or it is not ready. */
export async function readinessOf(server: string): Promise<Readiness | undefined> {
  try {
    const response = await fetch(new URL('/health/ready', server), { signal: AbortSignal.timeout(3_000) });
    if (!response.ok) return undefined;
    const body = (await response.json()) as {
      database: Readiness['database'];
      now: string;
      clockSpeed: number;
    };
    return { ...body, now: new Date(body.now) };
  } catch {
    return undefined;
  }
}
