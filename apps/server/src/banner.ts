import type { RunningServer } from './start-server.js';
import { demoPassword, demoUsernames } from './demo-city/seed.js';

/** What whoever started the server needs to know, in the language of its operators and in English. */
export function bannerFor({ url, database, configuration }: RunningServer): string {
  const lines = [
    `Layad is ready at ${url}`,
    `  API documentation   ${url}/api/docs`,
    `  Health, metrics     ${url}/health/ready  ${url}/metrics`,
    ...(configuration.clock
      ? [`  Clock               a replay clock, ${configuration.clock.speed} times as fast as the wall clock`]
      : []),
  ];
  if (database === 'embedded') {
    lines.push(
      `  Database            EMBEDDED, one process, in ${configuration.dataFolder}`,
      `                      For trying out, training and tests. A center needs PostgreSQL: set DATABASE_URL.`,
      `  Sign in as          ${demoUsernames.join(', ')}, or a team such as amb-01`,
      `  Password            ${demoPassword}   (demo users only exist on the embedded database)`,
    );
  } else {
    lines.push(
      `  Database            PostgreSQL`,
      `  First center        node dist/apps/server/src/cli/cli.js center create --code … --name …`,
      `  First administrator node dist/apps/server/src/cli/cli.js user create --center … --role admin --username …`,
    );
  }
  return `\n${lines.join('\n')}\n\n`;
}
