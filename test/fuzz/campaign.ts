import { openApiDocument } from '../../apps/server/src/api-documents/openapi.js';
import { asyncApiDocument } from '#lib/realtime';
import { TestSystem, testSecret } from '../support/test-system.js';
import { routesOf } from '../support/test-system-routes.js';
import { Choice } from './choice.js';
import { operationsOf } from './document.js';
import { Fuzzer, type FuzzSummary } from './fuzzer.js';
import { faultsOfJournals } from './journal-check.js';
import { SocketFuzzer } from './socket-fuzzer.js';

export interface CampaignOptions {
  requests: number;
  seed: number;
  /** Connections to the live board that talk nonsense. */
  connections: number;
  progress?: (text: string) => void;
}

export interface CampaignSummary extends FuzzSummary {
  connections: number;
  messages: number;
  /** Whether the server answered as always when everything was over. */
  alive: boolean;
}

/** Settings, teams and plans are soon changed beyond use: after so many requests a new center takes over. */
const requestsPerCenter = 3_000;

/** Fuzzes the whole application over HTTP and sockets. */
export async function runCampaign({
  requests,
  seed,
  connections,
  progress,
}: CampaignOptions): Promise<CampaignSummary> {
  const system = await TestSystem.start();
  try {
    const choice = new Choice(seed);
    const document = openApiDocument(system.application);
    const fuzzer = new Fuzzer(
      {
        url: system.url,
        document,
        operations: operationsOf(document),
        routes: routesOf(system.application),
        secret: testSecret,
      },
      choice,
    );
    const stranger = await system.newCenter('FAR');
    let center = system.center;
    for (let done = 0; done < requests; done += requestsPerCenter) {
      if (done > 0) center = await system.newCenter(`F${done / requestsPerCenter}`);
      await fuzzer.run(Math.min(requestsPerCenter, requests - done), center, stranger);
      progress?.(`${fuzzer.summary.requests} requests, ${fuzzer.summary.findings.length} findings`);
    }
    fuzzer.close();
    const sockets = new SocketFuzzer(asyncApiDocument(), choice, testSecret);
    await sockets.run(await system.newCenter('SOCKET'), connections);
    const { status } = await center.send('manager', 'GET', '/auth/me');
    const journals = await faultsOfJournals(system.database);
    return {
      ...fuzzer.summary,
      findings: [
        ...fuzzer.summary.findings,
        ...sockets.findings,
        ...journals.map((fault) => ({ request: 'everything together', fault })),
      ],
      connections: sockets.connections,
      messages: sockets.messages,
      alive: status === 200,
    };
  } finally {
    await system.stop();
  }
}
