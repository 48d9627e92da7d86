import { Agent, request } from 'node:http';

/** Asks over connections that stay open. */
export class HttpClient {
  private readonly agent: Agent;
  private readonly base: URL;

  constructor(
    url: string,
    /** The access token or API key, which consoles of the same user may use as well. */
    readonly bearer: string,
    connections: number,
  ) {
    this.base = new URL(url);
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  static async signIn(url: string, who: { username: string; password: string }): Promise<string> {
    const client = new HttpClient(url, '', 1);
    try {
      const { accessToken } = await client.post<{ accessToken: string }>('/api/v1/auth/login', who);
      return accessToken;
    } finally {
      client.close();
    }
  }

  /** @throws Error for every answer but 2xx: a bench of refusals would measure nothing */
  async post<Answer>(path: string, body: unknown): Promise<Answer> {
    return JSON.parse(textOf(await this.ask('POST', path, body))) as Answer;
  }

  /** The body as it came. @throws Error for every answer but 2xx */
  async read(path: string): Promise<string> {
    return textOf(await this.ask('GET', path));
  }

  /** Whatever the server answers, for rivals of which one must be refused. */
  ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<HttpAnswer> {
    const content = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    const { promise, resolve, reject } = withResolvers<HttpAnswer>();
    const asked = request(
      {
        agent: this.agent,
        host: this.base.hostname,
        port: this.base.port,
        method,
        path,
        headers: {
          ...(content && { 'content-type': 'application/json', 'content-length': content.length }),
          ...(this.bearer === '' ? {} : { authorization: `Bearer ${this.bearer}` }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status = 0 } = response;
          resolve({ question: `${method} ${path}`, status, text: Buffer.concat(chunks).toString() });
        });
      },
    );
    asked.on('error', reject);
    asked.end(content);
    return promise;
  }

  close(): void {
    this.agent.destroy();
  }
}

export interface HttpAnswer {
  readonly question: string;
  readonly status: number;
  readonly text: string;
}

function textOf({ question, status, text }: HttpAnswer): string {
  if (status >= 200 && status < 300) return text;
  throw new Error(`${question} was answered with ${status}: ${text}`);
}

function withResolvers<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (error: Error) => void;
} {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((fulfil, fail) => {
    resolve = fulfil;
    reject = fail;
  });
  return { promise, resolve, reject };
}
