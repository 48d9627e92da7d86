import type { INestApplicationContext } from '@nestjs/common';
import { Areas, Centers } from '#lib/center';
import { roles, type Problem, type Role, type TeamKind } from '#lib/contract';
import { Facilities } from '#lib/facility';
import { TeamDuty, Teams } from '#lib/fleet';
import { ApiKeys, Users } from '#lib/identity';
import type { LatLon, Result } from '#lib/kernel';
import { systemCaller, type Refusal } from '#lib/platform';
import { LayadClient } from '#lib/simulation';

/** What everybody in a test signs in with. */
export const testPassword = 'layad-tests-119';

/** The middle of a test center, which stands in Bandung. */
export const cityCenter: LatLon = { lat: -6.9147, lon: 107.6098 };

export interface TestCenterOptions {
  /** Settings the center chooses; the rest follows the defaults. */
  settings?: object;
  /** Its teams, each further from the middle than the one before, on duty with a crew of two. */
  fleet?: readonly TeamKind[];
  /** Without, it has no areas and no service area yet. */
  withServiceArea?: boolean;
}

/** What came back. */
export interface TestAnswer<T> {
  status: number;
  headers: Headers;
  body: T;
}

interface TestRequest {
  body?: unknown;
  headers?: Record<string, string>;
}

/** Well within the life of an access token. */
const tokenUsedMilliseconds = 600_000;
const serviceAreaHalfDegrees = 0.2;
const degreesBetweenTeams = 0.01;
const usualFleet: readonly TeamKind[] = ['als_ambulance', 'als_ambulance', 'als_ambulance', 'bls_ambulance'];

/** A center with a service area, a hospital, a small fleet, somebody of every role and a program with a key. */
export class TestCenter {
  /** Nearest to the middle first, then in the order they were added. The user of the role `team` belongs to the first. */
  readonly teams: { id: string; callSign: string }[] = [];
  private readonly tokens = new Map<string, { token: Promise<string>; until: number }>();

  private constructor(
    private readonly application: INestApplicationContext,
    readonly url: string,
    readonly id: string,
    readonly code: string,
    readonly facilityId: string,
    private readonly apiKey: string,
  ) {}

  static async found(
    application: INestApplicationContext,
    url: string,
    code: string,
    { settings = {}, fleet = usualFleet, withServiceArea = true }: TestCenterOptions = {},
  ): Promise<TestCenter> {
    const founding = {
      code,
      name: `PSC 119 ${code}`,
      timeZone: 'Asia/Jakarta',
      locale: 'id',
      settings,
    } as const;
    const { id } = done(await application.get(Centers).create(founding));
    const caller = systemCaller(id);
    if (withServiceArea) done(await application.get(Areas).import(caller, districts(code)));
    const facility = done(
      await application.get(Facilities).create(caller, {
        kind: 'hospital',
        name: `RSUD ${code}`,
        ...cityCenter,
        capabilities: ['emergency_department'],
      }),
    );
    const key = done(await application.get(ApiKeys).create(caller, { name: 'Telephone exchange' }));
    done(await application.get(Users).createForDemonstration(caller, staffOf(code), testPassword));
    const center = new TestCenter(application, url, id, code, facility.id, key.key);
    for (const [index, kind] of fleet.entries()) {
      const lat = cityCenter.lat + (index + 1) * degreesBetweenTeams;
      await center.addTeam({ kind, base: { lat, lon: cityCenter.lon } });
    }
    return center;
  }

  /** A team on duty with a crew of two, and a user for it named after its call sign. */
  async addTeam({
    kind = 'als_ambulance',
    base = cityCenter,
  }: { kind?: TeamKind; base?: LatLon } = {}): Promise<{ id: string; callSign: string }> {
    const caller = systemCaller(this.id);
    const callSign = `${this.code}-${this.teams.length + 1}`;
    const { id } = done(
      await this.application.get(Teams).create(caller, { callSign, kind, base, minimumCrew: 2 }),
    );
    done(await this.application.get(TeamDuty).change(caller, id, { onDuty: true, crew }));
    await this.addTeamUser({ id, callSign });
    this.teams.push({ id, callSign });
    return { id, callSign };
  }

  /** A user for a team that has none, named after its call sign. */
  async addTeamUser({ id, callSign }: { id: string; callSign: string }): Promise<void> {
    const user = { username: callSign.toLowerCase(), role: 'team', teamId: id } as const;
    const users = this.application.get(Users);
    done(await users.createForDemonstration(systemCaller(this.id), [user], testPassword));
  }

  /** Signed in as somebody of that role, or as the user of that team. */
  tokenOf(who: Role | { callSign: string }): Promise<string> {
    if (who === 'integration') return Promise.resolve(this.apiKey);
    const username = this.usernameOf(who);
    const kept = this.tokens.get(username);
    if (kept && performance.now() < kept.until) return kept.token;
    const token = this.signIn(username);
    this.tokens.set(username, { token, until: performance.now() + tokenUsedMilliseconds });
    return token;
  }

  usernameOf(who: Role | { callSign: string }): string {
    if (typeof who === 'object') return who.callSign.toLowerCase();
    return who === 'team' ? this.teams[0]!.callSign.toLowerCase() : `${who}.${this.code}`.toLowerCase();
  }

  /** A sign-in of its own, which may be ended without ending another one. */
  async signIn(username: string, password = testPassword): Promise<string> {
    const { body } = await this.send<{ accessToken: string }>(undefined, 'POST', '/auth/login', {
      body: { username, password },
    });
    return body.accessToken;
  }

  /** A client of the public API that knows its answers. */
  client(who: Exclude<Role, 'integration'> | { callSign: string }): LayadClient {
    return LayadClient.at(this.url, { username: this.usernameOf(who), password: testPassword });
  }

  /** One request below `/api/v1`, as somebody of that role, that team, the holder of that token, or nobody. */
  async send<T = Problem>(
    who: Role | { callSign: string } | { token: string } | undefined,
    method: string,
    path: string,
    { body, headers = {} }: TestRequest = {},
  ): Promise<TestAnswer<T>> {
    const token =
      who === undefined
        ? undefined
        : typeof who === 'object' && 'token' in who
          ? who.token
          : await this.tokenOf(who);
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? undefined : JSON.parse(text)) as T,
    };
  }
}

const crew = [
  { name: 'Dewi', role: 'nurse' as const },
  { name: 'Asep', role: 'driver' as const },
];

/** Somebody of every role that belongs to no team. */
const staffOf = (code: string) =>
  roles
    .filter((role) => role !== 'team' && role !== 'integration')
    .map((role) => ({ username: `${role}.${code}`.toLowerCase(), role }));

function square({ lat, lon }: LatLon) {
  const [west, south, east, north] = [lon, lat, lon, lat].map(
    (degrees, side) => degrees + (side < 2 ? -serviceAreaHalfDegrees : serviceAreaHalfDegrees),
  ) as [number, number, number, number];
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}

/** One district, which is the service area as well. */
const districts = (code: string) => ({
  collection: {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { code: `${code}.1`, name: 'Sumur Bandung' },
        geometry: square(cityCenter),
      },
    ],
  },
  level: 'kecamatan' as const,
  properties: { code: 'code', name: 'name' },
});

function done<T>(result: Result<T, Refusal>): T {
  if (result.accepted) return result.value;
  throw new Error(`a test center was refused: ${JSON.stringify(result.refusal)}`);
}
