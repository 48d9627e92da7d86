import type { INestApplicationContext } from '@nestjs/common';
import { areaLevels, type ProblemCode, type Role } from '#lib/contract';
import { Areas, Centers } from '#lib/center';
import { Facilities } from '#lib/facility';
import { TeamDuty, Teams } from '#lib/fleet';
import { Users } from '#lib/identity';
import type { Result } from '#lib/kernel';
import { Landmarks } from '#lib/place';
import { systemCaller, type Caller, type Refusal } from '#lib/platform';
import { demoCity, type DemoFacility } from '#lib/simulation';

export const demoPassword = demoCity.password;
export const demoUsernames = demoCity.users
  .filter(({ role }) => role !== 'team')
  .map(({ username }) => username);

/**
 * Makes the demo city. The users come last, so a making that was interrupted is taken up where it ended: what is there
 * already is left as it is.
 * @returns false when its users are there already
 */
export async function seedDemoCity(application: INestApplicationContext, password: string): Promise<boolean> {
  const users = application.get(Users);
  if (await users.findByUsername(demoUsernames[0]!)) return false;
  const caller = systemCaller(await foundCenter(application));
  await importAreas(application, caller);
  await importRoads(application, caller);
  const facilityIds = await createFacilities(application, caller);
  const teamIds = await createTeams(application, caller, facilityIds);
  done(
    await users.createForDemonstration(
      caller,
      demoCity.users.map(({ callSign, role, ...user }) => ({
        ...user,
        role: role as Exclude<Role, 'integration'>,
        ...(callSign === undefined ? {} : { teamId: teamIds.get(callSign)! }),
      })),
      password,
    ),
  );
  return true;
}

async function foundCenter(application: INestApplicationContext): Promise<string> {
  const centers = application.get(Centers);
  const { code, name, timeZone, locale } = demoCity.center;
  const founded = await centers.findByCode(code);
  return founded?.id ?? done(await centers.create({ code, name, timeZone, locale })).id;
}

async function importAreas(application: INestApplicationContext, caller: Caller): Promise<void> {
  for (const level of areaLevels) {
    const areas = demoCity.areas.filter((area) => area.level === level);
    if (areas.length === 0) continue;
    done(
      await application.get(Areas).import(caller, {
        collection: {
          type: 'FeatureCollection',
          features: areas.map(({ code, name, geometry }) => ({
            type: 'Feature',
            properties: { code, name },
            geometry,
          })),
        },
        level,
        properties: { code: 'code', name: 'name' },
      }),
    );
  }
}

async function importRoads(application: INestApplicationContext, caller: Caller): Promise<void> {
  const features = demoCity.roads.map(({ geometry, ...properties }) => ({
    type: 'Feature',
    properties,
    geometry,
  }));
  done(
    await application
      .get(Landmarks)
      .import(
        caller,
        { type: 'FeatureCollection', features },
        { dataset: 'demo-roads', categoryProperty: 'class', attribution: demoCity.roadAttribution },
      ),
  );
}

async function createFacilities(
  application: INestApplicationContext,
  caller: Caller,
): Promise<Map<string, string>> {
  const facilities = application.get(Facilities);
  const present = await everything((cursor) => facilities.list(caller, { limit: 500, ...cursor }));
  const ids = new Map<string, string>();
  for (const { code, kind, name, position, capabilities, beds } of demoCity.facilities) {
    const known = present.find((facility) => facility.code === code);
    const { id } =
      known ??
      done(await facilities.create(caller, facilityFrom({ code, kind, name, position, capabilities })));
    if (!known && beds.length > 0) done(await facilities.changeBeds(caller, id, { beds: [...beds] }));
    ids.set(code, id);
  }
  return ids;
}

const facilityFrom = ({ position, capabilities, ...rest }: Omit<DemoFacility, 'beds'>) => ({
  ...rest,
  ...position,
  capabilities: [...capabilities],
});

async function createTeams(
  application: INestApplicationContext,
  caller: Caller,
  facilityIds: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const teams = application.get(Teams);
  const duty = application.get(TeamDuty);
  const present = await everything((cursor) => teams.list(caller, { limit: 500, ...cursor }));
  const ids = new Map<string, string>();
  for (const { callSign, kind, phone, capabilities, minimumCrew, baseCode, crew } of demoCity.teams) {
    const team = {
      callSign,
      kind,
      phone,
      minimumCrew,
      capabilities: [...capabilities],
      baseFacilityId: facilityIds.get(baseCode)!,
    };
    const { id } =
      present.find((known) => known.callSign === callSign) ?? done(await teams.create(caller, team));
    done(await duty.change(caller, id, { onDuty: true, crew: [...crew] }));
    ids.set(callSign, id);
  }
  return ids;
}

async function everything<T>(
  page: (cursor: { cursor?: string }) => Promise<Result<{ items: T[]; nextCursor: string | null }, Refusal>>,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const next: { items: T[]; nextCursor: string | null } = done(
      await page(cursor === null ? {} : { cursor }),
    );
    items.push(...next.items);
    cursor = next.nextCursor;
  } while (cursor !== null);
  return items;
}

/** The demo city is ours: a refusal of it is a bug. */
function done<T>(result: Result<T, Refusal>): T {
  if (result.accepted) return result.value;
  const code: ProblemCode = result.refusal.code;
  throw new Error(`the demo city was refused: ${code} ${JSON.stringify(result.refusal.fields ?? [])}`);
}
