import fc from 'fast-check';
import { candidates, planUnit, teamSkills } from '../../testing/candidate.arbitrary.js';
import type { Candidate } from './candidate.js';
import { fillPlan } from './fill-plan.js';
import { openUnits, unitFits, type NextUnit, type PlanUnit, type TeamSkills } from './plan.js';
import type { Ranked } from './rank.js';

/** A team in sight with the seconds it needs, which decide alone here. */
interface Near extends TeamSkills {
  readonly teamId: string;
  readonly seconds: number;
}

const fill = (units: readonly PlanUnit[], sent: readonly TeamSkills[], teams: readonly Near[]) =>
  fillPlan(units, sent, (next, chosen) => {
    const gone = chosen.map(({ teamId }) => teamId);
    const ranked = teams
      .filter((team) => unitFits(next.unit, team) && !gone.includes(team.teamId))
      .sort((a, b) => a.seconds - b.seconds)
      .map((team) => ({ team }) as unknown as Ranked);
    return Promise.resolve({ next, ranked });
  });

const bestOf = ({ ranked: [best] }: { ranked: readonly Ranked[] }): Candidate | undefined => best?.team;

const sentBy = (choices: readonly { ranked: readonly Ranked[] }[]): Candidate[] =>
  choices.flatMap((choice) => bestOf(choice) ?? []);

const responder: PlanUnit = {
  kinds: ['als_ambulance', 'bls_ambulance', 'motor_ambulance'],
  capabilities: [],
  count: 1,
};
const advanced: PlanUnit = { kinds: ['als_ambulance'], capabilities: [], count: 1 };
const team = (teamId: string, kind: TeamSkills['kind'], seconds: number): Near => ({
  teamId,
  kind,
  capabilities: [],
  seconds,
});

describe('a plan that is filled', () => {
  it('gets a first responder, and then the advanced ambulance it asks for', async () => {
    const teams = [team('far', 'als_ambulance', 460), team('motor', 'motor_ambulance', 190)];
    const { choices, lacking } = await fill([responder, advanced], [], teams);
    expect(choices.map((choice) => [choice.next.index, bestOf(choice)?.teamId])).toEqual([
      [0, 'motor'],
      [1, 'far'],
    ]);
    expect(lacking).toEqual([]);
  });

  it('counts an advanced ambulance that is first for both, and then sends another responder', async () => {
    const teams = [
      team('near', 'als_ambulance', 100),
      team('motor', 'motor_ambulance', 190),
      team('als', 'als_ambulance', 900),
    ];
    const { choices } = await fill([responder, advanced], [], teams);
    expect(sentBy(choices).map(({ teamId }) => teamId)).toEqual(['near', 'motor']);
  });

  it('goes on with the units after one of which nobody is left, and says what it lacks', async () => {
    const two: PlanUnit = { ...advanced, count: 2 };
    const { choices, lacking } = await fill([two, responder], [], [team('motor', 'motor_ambulance', 190)]);
    expect(sentBy(choices).map(({ teamId }) => teamId)).toEqual(['motor']);
    expect(lacking).toEqual([{ index: 0, unit: two, missing: 2 }]);
  });

  it('asks for nothing where nothing is open', async () => {
    const met = await fill([advanced], [{ kind: 'als_ambulance', capabilities: [] }], []);
    expect(met).toEqual({ choices: [], lacking: [] });
  });

  const plans = fc.array(planUnit, { minLength: 1, maxLength: 4 });
  const nearby = candidates.map((teams) =>
    teams
      .slice(0, 12)
      .map(({ teamId, kind, capabilities }, index) => ({ teamId, kind, capabilities, seconds: index })),
  );
  const openPlaces = (open: readonly NextUnit[]): number =>
    open.reduce((sum, { missing }) => sum + missing, 0);

  it('sends no team twice and never more than it lacks, each for a unit it fits', async () => {
    await fc.assert(
      fc.asyncProperty(plans, fc.array(teamSkills, { maxLength: 4 }), nearby, async (units, sent, teams) => {
        const { choices, lacking } = await fill(units, sent, teams);
        const chosen = sentBy(choices);
        expect(new Set(chosen.map(({ teamId }) => teamId)).size).toBe(chosen.length);
        expect(chosen.length + openPlaces(lacking)).toBe(openPlaces(openUnits(units, sent)));
        expect(lacking).toEqual(openUnits(units, [...sent, ...chosen]));
        for (const choice of choices) {
          const best = bestOf(choice);
          if (best) expect(unitFits(choice.next.unit, best)).toBe(true);
        }
      }),
    );
  });

  it('leaves no place open that a team left over fits', async () => {
    await fc.assert(
      fc.asyncProperty(plans, fc.array(teamSkills, { maxLength: 4 }), nearby, async (units, sent, teams) => {
        const { choices, lacking } = await fill(units, sent, teams);
        const taken = sentBy(choices).map(({ teamId }) => teamId);
        const left = teams.filter(({ teamId }) => !taken.includes(teamId));
        expect(lacking.some(({ unit }) => left.some((one) => unitFits(unit, one)))).toBe(false);
      }),
    );
  });

  it('chooses as sending the best team again and again would', async () => {
    await fc.assert(
      fc.asyncProperty(plans, nearby, async (units, teams) => {
        const { choices } = await fill(units, [], teams);
        const sent: Near[] = [];
        for (const choice of choices) {
          const best = bestOf(choice);
          if (!best) continue;
          const one = await fill(
            [choice.next.unit],
            [],
            teams.filter((other) => !sent.includes(other)),
          );
          expect(best.teamId).toBe(bestOf(one.choices[0]!)?.teamId);
          sent.push(teams.find(({ teamId }) => teamId === best.teamId)!);
        }
      }),
    );
  });
});
