import { seededRandom } from '#lib/kernel';
import { ProblemError, type AssignmentView, type IncidentView, type LayadClient } from '#lib/simulation';
import { cityCenter, type FaultySystem } from './system.js';

/** What one runner of a race was told. */
type Told = { won: true; value: unknown } | { won: false; error: ProblemError };

interface Race {
  /** Exactly one may win. */
  run: (runners: readonly LayadClient[]) => Promise<Told[]>;
  /** Status and code of every loser. */
  loserStatus: number;
  loserCode: string;
  /** Makes the next race possible. */
  settle: (winner: unknown) => Promise<void>;
}

/** Two to eight clients on two server processes want the same team, or change the same incident, at the same moment. */
export async function runRaces(
  system: FaultySystem,
  tries: number,
  say: (text: string) => void,
): Promise<{ tries: number; requests: number; wrong: number }> {
  const random = seededRandom(119);
  const clients = Array.from({ length: 8 }, (_, index) => system.client(index % 2));
  const incidents = await Promise.all(clients.map((client, index) => openIncident(client, index)));
  const sameTeam = await raceForTeam(clients[0]!, incidents);
  const sameIncident = raceForIncident(incidents[0]!.id);
  let requests = 0;
  let wrong = 0;
  for (let number = 0; number < tries; number++) {
    const race = number % 2 === 0 ? sameTeam : sameIncident;
    const runners = clients.slice(0, 2 + Math.floor(random() * 7));
    const told = await race.run(runners);
    requests += runners.length;
    const winners = told.filter(({ won }) => won);
    const losers = told.flatMap((one) => (one.won ? [] : [one.error]));
    const asPromised = losers.every(
      ({ status, code, problem }) =>
        status === race.loserStatus && code === race.loserCode && problem.current !== undefined,
    );
    if (winners.length !== 1 || !asPromised) {
      wrong += 1;
      say(
        `  a race went wrong: ${winners.length} winners; losers ${losers.map(({ message }) => message).join(', ')}`,
      );
    }
    for (const winner of winners) if (winner.won) await race.settle(winner.value);
  }
  for (const { id } of incidents) await clients[0]!.close(id, { disposition: 'cancelled' });
  return { tries, requests, wrong };
}

const openIncident = (client: LayadClient, index: number): Promise<IncidentView> =>
  client.post('/incidents', { place: cityCenter, complaint: `race ${index}`, priority: 'P3' });

async function told(request: Promise<unknown>): Promise<Told> {
  try {
    return { won: true, value: await request };
  } catch (error) {
    if (error instanceof ProblemError) return { won: false, error };
    throw error;
  }
}

/** Each runner has an incident of its own, and all want one team. */
async function raceForTeam(client: LayadClient, incidents: readonly IncidentView[]): Promise<Race> {
  const { value: team } = (await client.teams().next()) as { value: { id: string } };
  return {
    loserStatus: 409,
    loserCode: 'team_already_assigned',
    run: (runners) =>
      Promise.all(
        runners.map((runner, index) =>
          told(
            runner.post(`/incidents/${incidents[index]!.id}/assignments`, {
              teamId: team.id,
              override: true,
              reason: 'race',
            }),
          ),
        ),
      ),
    settle: async (winner) => {
      await client.progress((winner as AssignmentView).id, { state: 'recalled', reason: 'other' });
    },
  };
}

/** Every runner changes the incident at the version all of them have read. */
function raceForIncident(incidentId: string): Race {
  let round = 0;
  return {
    loserStatus: 412,
    loserCode: 'version_mismatch',
    run: async (runners) => {
      round += 1;
      const { version } = await runners[0]!.get<IncidentView>(`/incidents/${incidentId}`);
      return Promise.all(
        runners.map((runner, index) =>
          told(
            runner.patchAt(`/incidents/${incidentId}`, version, {
              caller: { name: `Caller ${round}-${index}` },
            }),
          ),
        ),
      );
    },
    settle: async () => undefined,
  };
}
