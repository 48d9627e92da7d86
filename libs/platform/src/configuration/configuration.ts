import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

/** Which part of the system a process runs: `api` answers HTTP and sockets, `worker` fires deadlines, `all` both. */
export const processRoles = ['all', 'api', 'worker'] as const;

const blankIsAbsent = (value: unknown) => (value === '' ? undefined : value);
const optionalText = z.preprocess(blankIsAbsent, z.string().optional());
const integer = (fallback: number, least: number, most: number) =>
  z
    .preprocess(
      blankIsAbsent,
      z
        .string()
        .refine((value) => /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most, {
          message: `must be a whole number from ${least} to ${most}`,
        })
        .default(String(fallback)),
    )
    .transform(Number)
    .meta({ fallback: String(fallback), allowed: `${least} to ${most}` });
const urlOf = (...protocols: string[]) =>
  z
    .preprocess(
      blankIsAbsent,
      z
        .string()
        .refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
          message: `must be a URL starting with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
        })
        .optional(),
    )
    .meta({ allowed: protocols.map((protocol) => `${protocol}//…`).join(' or ') });

const oneOf = <const Choices extends readonly [string, ...string[]]>(
  choices: Choices,
  fallback: Choices[number],
) =>
  z
    .preprocess(
      blankIsAbsent,
      z.enum(choices, { message: `must be ${choices.join(', ')}` }).default(fallback as never),
    )
    .meta({ fallback, allowed: choices.join(', ') });

const endpoint = (fallback: string, placeholder: string) =>
  z
    .preprocess(
      blankIsAbsent,
      z
        .string()
        .refine((value) => value.includes(placeholder), { message: `must contain ${placeholder}` })
        .default(fallback),
    )
    .meta({ fallback, allowed: `with ${placeholder}` });

/** Every setting of the process, read once from the environment. Values are never printed: some are secrets. */
const schema = z.object({
  PORT: integer(3119, 0, 65_535).describe('TCP port; 0 picks a free one.'),
  HOST: z
    .preprocess(blankIsAbsent, z.string().optional())
    .meta({ fallback: '127.0.0.1; with DATABASE_URL 0.0.0.0' })
    .describe('Address to bind; the embedded database allows loopback only.'),
  DATABASE_URL: urlOf('postgres:', 'postgresql:').describe(
    'PostgreSQL ≥ 15 with PostGIS. Absent: the embedded database.',
  ),
  LAYAD_DATABASE_POOL: integer(16, 2, 200).describe('Connections to the server database.'),
  REDIS_URL: urlOf('redis:', 'rediss:').describe('Carries positions and presence between server processes.'),
  LAYAD_DATA_DIR: z
    .preprocess(blankIsAbsent, z.string().default('.layad'))
    .meta({ fallback: '.layad' })
    .describe('Embedded data, secrets, routing tiles.'),
  LAYAD_ROLE: oneOf(processRoles, 'all').describe(
    'What the process does: api answers HTTP and sockets, worker fires deadlines, all both.',
  ),
  LAYAD_ROADS: optionalText.describe('An .osm.pbf extract or ready Valhalla tiles.'),
  VALHALLA_URL: urlOf('http:', 'https:').describe('A Valhalla server.'),
  LAYAD_MAP: urlOf('http:', 'https:').describe(
    'A background for the console’s map: a MapLibre style, a .pmtiles file, or tiles with {z}/{x}/{y}.',
  ),
  LAYAD_MAP_ATTRIBUTION: optionalText.describe(
    'Whose background that is, where it does not say so itself: words, or HTML with links, for the map’s corner.',
  ),
  LAYAD_SECRET: z
    .preprocess(blankIsAbsent, z.string().min(32, 'must have at least 32 characters').optional())
    .meta({ allowed: 'at least 32 characters' })
    .describe('Signs access tokens. Required with DATABASE_URL; the embedded mode makes its own.'),
  LAYAD_SECRET_FILE: optionalText.describe('A file that holds LAYAD_SECRET, for container secrets.'),
  LAYAD_LOG_LEVEL: oneOf(['silent', 'error', 'warn', 'info', 'debug'], 'info').describe(
    'How much the process tells.',
  ),
  LAYAD_PUBLIC_URL: urlOf('http:', 'https:').describe(
    'Where phones reach this server, for location links. Absent: the address that the operator’s browser used.',
  ),
  LAYAD_TRUST_PROXY: z
    .preprocess(
      blankIsAbsent,
      z
        .string()
        .regex(/^(true|false|[0-9])$/, 'must be true, false or a number of proxies')
        .default('false'),
    )
    .transform((value) => (value === 'true' ? 1 : Number(value === 'false' ? 0 : value)))
    .meta({ fallback: 'false', allowed: 'true, false or 0 to 9' })
    .describe(
      'Reverse proxies in front: the caller’s address is what the outermost adds to X-Forwarded-For.',
    ),
  LAYAD_LOGIN_ATTEMPTS_PER_MINUTE: integer(20, 1, 100_000).describe(
    'Sign-in attempts from one address in a minute.',
  ),
  LAYAD_REQUESTS_PER_MINUTE: integer(6_000, 60, 10_000_000).describe(
    'Requests by one user, key or address in a minute.',
  ),
  LAYAD_SOCKETS_PER_USER: integer(20, 1, 1_000_000).describe(
    'Live boards of one user or key at a time in this process: every window and phone of theirs, twice over.',
  ),
  LAYAD_SOCKETS_PER_ADDRESS: integer(500, 1, 1_000_000).describe(
    'Live boards from one address at a time in this process: all desks of a center behind one.',
  ),
  ASTERISK_URL: urlOf('http:', 'https:').describe(
    'Asterisk’s REST Interface, for example http://127.0.0.1:8088. Absent: no Asterisk.',
  ),
  ASTERISK_USER: optionalText.describe('The ARI user. Required with ASTERISK_URL.'),
  ASTERISK_PASSWORD: optionalText.describe('Its password. Required with ASTERISK_URL.'),
  ASTERISK_APPLICATION: z
    .preprocess(
      blankIsAbsent,
      z
        .string()
        .regex(/^[\w-]{1,64}$/, 'must be letters, digits, _ and -')
        .default('layad'),
    )
    .meta({ fallback: 'layad', allowed: 'letters, digits, _ and -' })
    .describe('The Stasis application that emergency calls are sent into.'),
  ASTERISK_CENTER: optionalText.describe(
    'The code of the center that the calls belong to. Required with ASTERISK_URL.',
  ),
  ASTERISK_OPERATOR_ENDPOINT: endpoint('PJSIP/{extension}', '{extension}').describe(
    'How an operator’s telephone is rung.',
  ),
  ASTERISK_OUTBOUND_ENDPOINT: endpoint('PJSIP/{number}@trunk', '{number}').describe(
    'How a caller is called back.',
  ),
  LAYAD_CLOCK: z
    .preprocess(
      blankIsAbsent,
      z
        .string()
        .regex(
          /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z@\d+(\.\d+)?$/,
          'must look like 2017-01-01T08:00:00Z@60',
        )
        .optional(),
    )
    .meta({ allowed: 'such as 2017-01-01T08:00:00Z@60' })
    .describe('For replays only: a clock that starts there and runs so many times as fast.'),
});

/** How to reach the one Asterisk of a process. */
export interface AsteriskConfiguration {
  url: string;
  user: string;
  password: string;
  application: string;
  centerCode: string;
  /** With `{extension}` in it. */
  operatorEndpoint: string;
  /** With `{number}` in it. */
  outboundEndpoint: string;
}

export interface Configuration {
  port: number;
  host: string;
  databaseUrl: string | undefined;
  databasePoolSize: number;
  redisUrl: string | undefined;
  dataFolder: string;
  role: (typeof processRoles)[number];
  roads: string | undefined;
  valhallaUrl: string | undefined;
  mapUrl: string | undefined;
  mapAttribution: string | undefined;
  /** Undefined only on the embedded database, which keeps its own in the data folder. */
  secret: string | undefined;
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  publicUrl: string | undefined;
  /** Reverse proxies in front of the server. */
  trustedProxies: number;
  loginAttemptsPerMinute: number;
  requestsPerMinute: number;
  socketsPerUser: number;
  socketsPerAddress: number;
  clock: { start: Date; speed: number } | undefined;
  asterisk: AsteriskConfiguration | undefined;
}

export const CONFIGURATION = Symbol('Configuration');

/** A setting is missing or wrong. The message is one line, names the setting, and holds no value. */
export class ConfigurationError extends Error {}

function secretFrom(path: string): string {
  try {
    const secret = readFileSync(path, 'utf8').trim();
    if (secret.length >= 32) return secret;
  } catch {
    throw new ConfigurationError('LAYAD_SECRET_FILE: the file cannot be read');
  }
  throw new ConfigurationError('LAYAD_SECRET_FILE: must hold at least 32 characters');
}

/** @throws ConfigurationError with one clear line when a value is bad. */
export function readConfiguration(environment: NodeJS.ProcessEnv): Configuration {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) {
    const complaints = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigurationError(complaints.join('; '));
  }
  const values = parsed.data;
  const secret =
    values.LAYAD_SECRET ?? (values.LAYAD_SECRET_FILE ? secretFrom(values.LAYAD_SECRET_FILE) : undefined);
  if (values.DATABASE_URL && !secret) {
    throw new ConfigurationError(
      'LAYAD_SECRET: required with DATABASE_URL (make one with: openssl rand -base64 48)',
    );
  }
  if (!values.DATABASE_URL && values.LAYAD_ROLE !== 'all') {
    throw new ConfigurationError(
      'LAYAD_ROLE: the embedded database serves one process, so only "all" is possible',
    );
  }
  const loopback = values.HOST === undefined || ['127.0.0.1', '::1', 'localhost'].includes(values.HOST);
  if (!values.DATABASE_URL && !loopback) {
    throw new ConfigurationError(
      'HOST: the embedded database has demo users with a known password, so it listens on loopback only',
    );
  }
  const asterisk = asteriskFrom(values);
  const [start, speed] = values.LAYAD_CLOCK?.split('@') ?? [];
  return {
    port: values.PORT,
    host: values.HOST ?? (values.DATABASE_URL ? '0.0.0.0' : '127.0.0.1'),
    databaseUrl: values.DATABASE_URL,
    databasePoolSize: values.LAYAD_DATABASE_POOL,
    redisUrl: values.REDIS_URL,
    dataFolder: resolve(values.LAYAD_DATA_DIR),
    role: values.LAYAD_ROLE,
    roads: values.LAYAD_ROADS,
    valhallaUrl: values.VALHALLA_URL,
    mapUrl: values.LAYAD_MAP,
    mapAttribution: values.LAYAD_MAP_ATTRIBUTION,
    secret,
    logLevel: values.LAYAD_LOG_LEVEL,
    publicUrl: values.LAYAD_PUBLIC_URL?.replace(/\/+$/, ''),
    trustedProxies: values.LAYAD_TRUST_PROXY,
    loginAttemptsPerMinute: values.LAYAD_LOGIN_ATTEMPTS_PER_MINUTE,
    requestsPerMinute: values.LAYAD_REQUESTS_PER_MINUTE,
    socketsPerUser: values.LAYAD_SOCKETS_PER_USER,
    socketsPerAddress: values.LAYAD_SOCKETS_PER_ADDRESS,
    clock: start && speed ? { start: new Date(start), speed: Number(speed) } : undefined,
    asterisk,
  };
}

function asteriskFrom(values: z.infer<typeof schema>): AsteriskConfiguration | undefined {
  if (values.ASTERISK_URL === undefined) return undefined;
  const required = (name: 'ASTERISK_USER' | 'ASTERISK_PASSWORD' | 'ASTERISK_CENTER'): string => {
    const value = values[name];
    if (value === undefined) throw new ConfigurationError(`${name}: required with ASTERISK_URL`);
    return value;
  };
  return {
    url: values.ASTERISK_URL.replace(/\/+$/, ''),
    user: required('ASTERISK_USER'),
    password: required('ASTERISK_PASSWORD'),
    application: values.ASTERISK_APPLICATION,
    centerCode: required('ASTERISK_CENTER'),
    operatorEndpoint: values.ASTERISK_OPERATOR_ENDPOINT,
    outboundEndpoint: values.ASTERISK_OUTBOUND_ENDPOINT,
  };
}

export interface SettingDescription {
  name: string;
  description: string;
  /** What holds when it is absent, in words; undefined: nothing does. */
  fallback: string | undefined;
  /** What it may be, in words; undefined: any text. */
  allowed: string | undefined;
}

/** The settings with their meanings, for `npm run cli -- settings`. */
export const settingDescriptions = (): SettingDescription[] =>
  Object.entries(schema.shape).map(([name, field]) => {
    const { fallback, allowed } = (field.meta() ?? {}) as { fallback?: string; allowed?: string };
    return { name, description: field.description ?? '', fallback, allowed };
  });
