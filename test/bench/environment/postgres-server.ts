import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Opened } from '../../support/opened.js';
import { PostgresqlCluster } from '../../support/postgresql-cluster.js';
import { SetupError } from '../../support/setup-error.js';

/** The PostgreSQL that everything of one run is measured on. */
export class PostgresServer {
  private constructor(
    private readonly url: URL,
    /** For the heading of the report. */
    readonly description: string,
  ) {}

  /**
   * The server named by `BENCH_DATABASE_URL`, or one made for this run in a temporary folder.
   * @throws SetupError
   */
  static async open(environment: NodeJS.ProcessEnv, opened: Opened): Promise<PostgresServer> {
    const given = environment['BENCH_DATABASE_URL']?.trim();
    if (given && !URL.canParse(given)) throw new SetupError('BENCH_DATABASE_URL is not an address.');
    const url = new URL(given || (await PostgresqlCluster.create(opened)).url);
    const kind = given ? 'the server of BENCH_DATABASE_URL' : 'a server made for this run';
    return new PostgresServer(url, `${await describe(url)}, ${kind}`);
  }

  /** A new, empty database, dropped at the end. Answers its address. */
  async newDatabase(opened: Opened): Promise<string> {
    const name = `layad_bench_${randomBytes(6).toString('hex')}`;
    await this.run(`create database ${name}`);
    opened.add(name, () => this.run(`drop database if exists ${name} with (force)`));
    const address = new URL(this.url);
    address.pathname = `/${name}`;
    return address.href;
  }

  private async run(statement: string): Promise<void> {
    await connected(this.url, (client) => client.query(statement));
  }
}

async function connected<T>(url: URL, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function describe(url: URL): Promise<string> {
  return connected(url, async (client) => {
    const { rows } = await client.query<{ version: string; settings: string }>(
      `select current_setting('server_version') as version,
              string_agg(name || ' ' || setting, ', ' order by name) as settings
       from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')`,
    );
    return `PostgreSQL ${rows[0]!.version} (${rows[0]!.settings})`;
  });
}
