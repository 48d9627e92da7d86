import { permissionsByRole, roles, type Role } from '#lib/contract';
import type { Route } from '../support/test-system-routes.js';
import { textOf } from './body.js';
import type { FuzzCaller } from './callers.js';
import type { Choice } from './choice.js';
import type { Operation, Parameter } from './document.js';
import type { WireRequest } from './exchange.js';
import type { Fitting } from './fitting.js';
import { hostileTexts, hostileTimes } from './hostile.js';
import type { KnownIds } from './known-ids.js';
import { brokenText, mutated } from './mutation.js';

export interface FuzzRequest extends WireRequest {
  operation: Operation;
  caller: string;
  language: 'id' | 'en' | undefined;
  /** Whether nothing was done to it: then only its meaning can be refused. */
  fits: boolean;
  oversized: boolean;
}

const tenMegabytes = Buffer.alloc(10_000_000, 'a');
const methods = [
  'HEAD',
  'OPTIONS',
  'PUT',
  'PATCH',
  'DELETE',
  'POST',
  'GET',
  'TRACE',
  'PROPFIND',
  'SEARCH',
  'PURGE',
  'QUERY',
  'M-SEARCH',
];
const contentTypes = [
  'text/plain',
  'text/html',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'application/json; charset=utf-16',
  'application/json;;;',
  'application/vnd.api+json',
  'application/octet-stream',
  'json',
  '*/*',
];
const pathEndings = [
  '%00',
  '%2e%2e%2f',
  '%2F',
  '/',
  '//',
  '/..',
  '/%',
  '/%zz',
  '/%ff%fe',
  '%E0%80%AF',
  ';a=b',
  '/a/b/c',
  '%0d%0aX:%20y',
  `/${'a'.repeat(300)}`,
  `/${'%41'.repeat(2_500)}`,
];
const pathIds = [
  '0',
  'null',
  '%00',
  '..',
  '%2e%2e',
  "'",
  '1%27%20or%201=1',
  'a'.repeat(500),
  '%F0%9F%9A%91',
  '%ff',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-4FFF-8FFF-FFFFFFFFFFFF',
  '{id}',
  '%2F',
];
const versions = [
  '1',
  '"1"',
  'W/"1"',
  '"2"',
  '*',
  '"0"',
  '"-1"',
  '"999999999"',
  '"99999999999999999999"',
  '"abc"',
  '',
  '""',
  '"1", "2"',
  'null',
  '"1\t"',
];
const languages = [
  'id',
  'en',
  'en-GB,en;q=0.9',
  'su, id;q=0.5',
  '*',
  '',
  'q=;;;,',
  'xx',
  'a'.repeat(2_000),
  'en;q=abc',
  'id;q=0,en;q=1',
];

/** Roles that may use the route. */
export const fittingRoles = ({ needs }: Route): readonly Role[] =>
  needs === 'public' || needs === 'any'
    ? roles
    : roles.filter((role) => permissionsByRole[role].includes(needs));

/** Makes requests of an operation: some as they should be, the others with something wrong. */
export class FuzzRequests {
  private keysUsed: string[] = [];

  constructor(
    private readonly choice: Choice,
    private readonly fitting: Fitting,
    private readonly ids: KnownIds,
    private readonly strangersIds: KnownIds,
  ) {}

  /** @param fitting the share of requests with nothing wrong, 0…1 */
  of(operation: Operation, caller: FuzzCaller, fitting: number): FuzzRequest {
    const { choice } = this;
    const fits = choice.happens(fitting);
    const wrong = fits
      ? 'nothing'
      : choice.of([
          'body',
          'body',
          'body',
          'text',
          'query',
          'path',
          'ids',
          'headers',
          'method',
          'size',
        ] as const);
    const oversized = wrong === 'size' && operation.body !== undefined && choice.happens(0.06);
    const path = this.pathOf(operation, wrong);
    const headers: Record<string, string> = {};
    if (caller.authorization !== undefined) headers['authorization'] = caller.authorization;
    const language = this.languageInto(headers, wrong === 'headers');
    this.conditionsInto(headers, operation, wrong === 'headers' ? undefined : this.ids.versionAt(path));
    const body = oversized ? tenMegabytes : this.bodyOf(operation, wrong);
    if (body !== undefined) {
      headers['content-type'] =
        wrong === 'headers' && choice.happens(0.4) ? choice.of(contentTypes) : 'application/json';
    }
    if (wrong === 'headers' && choice.happens(0.1))
      headers['content-encoding'] = choice.of(['gzip', 'br', 'x']);
    return {
      operation,
      caller: caller.name,
      language,
      fits,
      oversized,
      method: wrong === 'method' ? choice.of(methods) : operation.method,
      path: `${path}${this.queryOf(operation.parameters, wrong === 'query')}`,
      headers,
      body,
    };
  }

  private languageInto(headers: Record<string, string>, wrong: boolean): 'id' | 'en' | undefined {
    const { choice } = this;
    if (wrong) {
      headers['accept-language'] = choice.of(languages);
      return undefined;
    }
    const language = choice.of(['id', 'en'] as const);
    headers['accept-language'] = language;
    return language;
  }

  private conditionsInto(
    headers: Record<string, string>,
    { method, parameters }: Operation,
    version: number | undefined,
  ): void {
    const { choice } = this;
    const wrong = version === undefined;
    if (parameters.some(({ name }) => name === 'If-Match') && choice.happens(0.95)) {
      headers['if-match'] = wrong ? choice.of(versions) : `"${version}"`;
    }
    if (parameters.some(({ name }) => name === 'If-None-Match') && choice.happens(0.3)) {
      headers['if-none-match'] = choice.of(versions);
    }
    if (method !== 'POST' || !choice.happens(0.3)) return;
    const key = wrong
      ? choice.of(['', ' ', 'kunci dengan spasi', 'é', 'k'.repeat(201), 'k'.repeat(8_000), '"', "';--"])
      : this.key();
    headers['idempotency-key'] = key;
  }

  /** A new one, or one that was used already. */
  private key(): string {
    if (this.keysUsed.length > 0 && this.choice.happens(0.3)) return this.choice.of(this.keysUsed);
    const key = this.choice.uuid();
    this.keysUsed = [...this.keysUsed.slice(-20), key];
    return key;
  }

  private bodyOf({ body, method }: Operation, wrong: string): string | Buffer | undefined {
    const { choice } = this;
    if (!body)
      return method !== 'GET' && choice.happens(0.1) ? choice.of(['{}', 'null', '[]', 'x']) : undefined;
    let value = this.fitting.valueFor(body);
    if (wrong === 'body')
      for (let times = choice.whole(1, 3); times > 0; times--) value = mutated(value, choice);
    const text = textOf(value);
    return wrong === 'text' ? brokenText(text, choice) : text;
  }

  private pathOf({ path }: Operation, wrong: string): string {
    const { choice } = this;
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
      if (wrong === 'path' && choice.happens(0.6)) return choice.of(pathIds);
      const words = this.fitting.wordFor(name);
      if (words !== undefined) return words;
      const known = (wrong === 'ids' ? this.strangersIds : this.ids).forPath(path, name, choice);
      return known !== undefined && choice.happens(0.97) ? known : choice.uuid();
    });
    return wrong === 'path' && choice.happens(0.6) ? `${filled}${choice.of(pathEndings)}` : filled;
  }

  private queryOf(parameters: readonly Parameter[], wrong: boolean): string {
    const { choice } = this;
    const pairs = parameters
      .filter(({ in: place, required }) => place === 'query' && (required === true || choice.happens(0.3)))
      .filter(({ name }) => name !== 'cursor')
      .map(({ name, schema = {} }) => {
        const value = this.fitting.valueFor(schema, name);
        return [name, [value].flat().map(String).join(',')] as [string, string];
      });
    if (wrong) {
      const names = [
        ...parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name),
        'extra',
        '__proto__',
        'limit[]',
        'limit[a]',
      ];
      for (let times = choice.whole(1, 3); times > 0; times--) {
        pairs.push([
          choice.of(names),
          choice.of([...hostileTexts, ...hostileTimes, ...cursors, '9e99', '501', '2147483648']),
        ]);
      }
    }
    if (pairs.length === 0) return '';
    const written = pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encoded(value)}`).join('&');
    return `?${written}${wrong && choice.happens(0.1) ? choice.of(['&', '&%00=1', '&%=%', '&a=%ff', '&=', '?', '&limit=1&limit=2']) : ''}`;
  }
}

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

/** Cursors of every kind of list, and what only looks like one. */
const cursors: readonly string[] = [
  ['2026-11-21T12:00:00.000Z', '01a20009-08b4-7488-9f4e-5f11d81843a9'],
  ['01a20009-08b4-7488-9f4e-5f11d81843a9'],
  ['operator'],
  ['12'],
  ['999999999999999'],
  ['0.1', '01a20009-08b4-7488-9f4e-5f11d81843a9'],
  ['0000-01-01T00:00:00.000Z', '01a20009-08b4-7488-9f4e-5f11d81843a9'],
  ['2026-99-99T99:99:99.999Z', '01a20009-08b4-7488-9f4e-5f11d81843a9'],
  ['2026-99-99T99:99:99.999Z', '12'],
  ['2026-11-21T12:00:00.000Z', '999999999999999'],
  ['ONE-1'],
  ['\u0000'],
  [''],
  ['kecamatan', 'ONE.1'],
  {},
  null,
].map((key) => Buffer.from(JSON.stringify(key)).toString('base64url'));
