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
  post<Answer>(path: string, body: unknown): Promise<Answer> {
    const text = Buffer.from(JSON.stringify(body));
    const { promise, resolve, reject } = withResolvers<Answer>();
    const asked = request(
      {
        agent: this.agent,
        host: this.base.hostname,
        port: this.base.port,
        method: 'POST',
        path,
        headers: {
          'content-type': 'application/json',
          'content-length': text.length,
          ...(this.bearer === '' ? {} : { authorization: `Bearer ${this.bearer}` }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const answer = Buffer.concat(chunks).toString();
          const { statusCode = 0 } = response;
          if (statusCode >= 200 && statusCode < 300) resolve(JSON.parse(answer) as Answer);
          else reject(new Error(`POST ${path} was answered with ${statusCode}: ${answer}`));
        });
      },
    );
    asked.on('error', reject);
    asked.end(text);
    return promise;
  }

  close(): void {
    this.agent.destroy();
  }
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
