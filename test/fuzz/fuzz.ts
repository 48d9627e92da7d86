import { parseArgs } from 'node:util';
import { runCampaign } from './campaign.js';

const usage = 'npm run fuzz -- [--requests 30000] [--seed 119] [--connections 40]';
const mostShown = 200;

/** Fuzzes Layad on the database server of `TEST_DATABASE_URL`, or embedded; tells what was found; 1 if anything was. */
try {
  const { values } = parseArgs({
    options: {
      requests: { type: 'string', default: '30000' },
      seed: { type: 'string', default: '119' },
      connections: { type: 'string', default: '40' },
    },
  });
  const { findings, ...summary } = await runCampaign({
    requests: Number(values.requests),
    seed: Number(values.seed),
    connections: Number(values.connections),
    progress: (text) => process.stderr.write(`${text}\n`),
  });
  process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  for (const { request, fault } of findings.slice(0, mostShown))
    process.stdout.write(`${fault}\n  ${request}\n`);
  process.stdout.write(`${summary.requests} requests, ${findings.length} findings\n`);
  process.exitCode = findings.length === 0 && summary.alive ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n${usage}\n`);
  process.exitCode = 1;
}
