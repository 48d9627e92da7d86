import { Agent } from 'node:http';
import type { Role } from '#lib/contract';
import { cityCenter, type TestCenter } from '../support/test-system-center.js';
import type { Route } from '../support/test-system-routes.js';
import { AnswerCheck, faultOfProblem, leakIn } from './answer-check.js';
import { fuzzCaller, type FuzzCaller } from './callers.js';
import { putCallsUnderWay } from './calls-under-way.js';
import type { Choice } from './choice.js';
import type { Operation } from './document.js';
import { exchange, NoAnswer, type WireAnswer } from './exchange.js';
import { FuzzRequests, fittingRoles, type FuzzRequest } from './fuzz-request.js';
import { Fitting } from './fitting.js';
import { KnownIds } from './known-ids.js';
import { protocolWords } from './protocol-words.js';

/** Longer than anything may take, on a busy machine too. */
const answeredWithinMilliseconds = 10_000;

/** Calls end one after the other under what is sent about them, so new ones come. */
const requestsBetweenNewCalls = 150;

/** Something the server did that it never should. */
export interface Finding {
  request: string;
  fault: string;
}

export interface FuzzSummary {
  requests: number;
  /** How many the document describes. */
  operations: number;
  byStatus: Record<string, number>;
  /** Operations that never once succeeded: nothing behind their door was tried. */
  neverSucceeded: string[];
  slowestMilliseconds: number;
  /** Connections the server ended instead of reading ten megabytes. */
  cutWhileSending: number;
  findings: Finding[];
}

export interface FuzzTarget {
  url: string;
  document: object;
  operations: readonly Operation[];
  routes: readonly Route[];
  secret: string;
}

/** These end the session or change the password of whoever asks: not the fuzzer's own. */
const ownAccount = /^\/api\/v1\/auth\/(logout|password|sessions\/\{id\})$/;
/** A role of a team has a user for each team; the last one's account is there to be lost. */
const lostAccount: Role = 'team';

/** Sends requests made from the document and holds every answer to the rules. */
export class Fuzzer {
  readonly summary: FuzzSummary = {
    requests: 0,
    operations: 0,
    byStatus: {},
    neverSucceeded: [],
    slowestMilliseconds: 0,
    cutWhileSending: 0,
    findings: [],
  };
  private readonly check: AnswerCheck;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 8 });
  private readonly succeeded = new Set<string>();
  private readonly words = protocolWords();

  constructor(
    private readonly target: FuzzTarget,
    private readonly choice: Choice,
  ) {
    this.check = new AnswerCheck(target.document);
  }

  /** So many requests in the name of people of the first center, with ids of the second among theirs. */
  async run(requests: number, center: TestCenter, stranger: TestCenter, parallel = 6): Promise<void> {
    const ids = await idsOf(center);
    const strangersIds = await idsOf(stranger);
    const made = new FuzzRequests(
      this.choice,
      new Fitting(this.target.document, this.choice, ids, cityCenter, this.words),
      ids,
      strangersIds,
    );
    let left = requests;
    const work = async () => {
      while (left-- > 0) {
        if (left % requestsBetweenNewCalls === 0) await putCallsUnderWay(center, ids);
        const operation = this.nextOperation();
        const caller = await this.callerFor(operation, center, stranger);
        const fitting = this.succeeded.has(nameOf(operation)) ? 0.3 : 0.7;
        await this.send(made.of(operation, caller, fitting), caller, ids);
      }
    };
    await Promise.all(Array.from({ length: parallel }, work));
    this.summary.operations = this.target.operations.length;
    this.summary.neverSucceeded = this.target.operations
      .map(nameOf)
      .filter((name) => !this.succeeded.has(name));
  }

  close(): void {
    this.agent.destroy();
  }

  /** Any, and as often one that has not succeeded yet: behind its door nothing has been tried. */
  private nextOperation(): Operation {
    const { operations } = this.target;
    const closed = operations.filter((operation) => !this.succeeded.has(nameOf(operation)));
    return this.choice.of(closed.length > 0 && this.choice.happens(0.5) ? closed : operations);
  }

  private async callerFor(
    { method, path }: Operation,
    center: TestCenter,
    stranger: TestCenter,
  ): Promise<FuzzCaller> {
    const { choice } = this;
    if (ownAccount.test(path) && choice.happens(0.7)) {
      const token = await center.signIn(center.teams.at(-1)!.callSign.toLowerCase());
      return { name: lostAccount, authorization: `Bearer ${token}` };
    }
    const pattern = path.replace(/^\/api\/v1(?=\/)/, '').replace(/\{(\w+)\}/g, ':$1');
    const route = this.target.routes.find((one) => one.method === method && one.path === pattern);
    const fitting = route && !ownAccount.test(path) ? fittingRoles(route) : [];
    const caller = await fuzzCaller(center, fitting, {
      choice,
      secret: this.target.secret,
      otherCenterId: stranger.id,
    });
    const harmless = !ownAccount.test(path) || caller.refusedWith !== undefined;
    return harmless ? caller : { name: 'nobody', authorization: undefined };
  }

  private async send(request: FuzzRequest, caller: FuzzCaller, ids: KnownIds): Promise<void> {
    this.summary.requests += 1;
    let answer: WireAnswer;
    try {
      answer = await exchange(new URL(this.target.url), request, {
        agent: this.agent,
        withinMilliseconds: answeredWithinMilliseconds,
      });
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (request.oversized && /EPIPE|ECONNRESET/.test(error.message)) this.summary.cutWhileSending += 1;
      else this.tell(request, undefined, `got no answer: ${error.message}`);
      return;
    }
    this.count(request, answer);
    const fault = this.faultOf(request, caller, answer);
    if (fault !== undefined) this.tell(request, answer, fault);
    else if (answer.status < 300 && request.method === request.operation.method && answer.text !== '') {
      ids.learn(request.operation.path, JSON.parse(answer.text));
    }
  }

  private count(request: FuzzRequest, { status, milliseconds }: WireAnswer): void {
    this.summary.byStatus[status] = (this.summary.byStatus[status] ?? 0) + 1;
    this.summary.slowestMilliseconds = Math.max(this.summary.slowestMilliseconds, Math.round(milliseconds));
    if (status < 300 && request.method === request.operation.method)
      this.succeeded.add(nameOf(request.operation));
  }

  private faultOf(request: FuzzRequest, caller: FuzzCaller, answer: WireAnswer): string | undefined {
    const { status, text } = answer;
    const asDocumented = request.method === request.operation.method && isPathOf(request);
    if (status >= 500) return `answers ${status}`;
    if (request.method === 'HEAD') return text === '' ? undefined : 'answers HEAD with a body';
    try {
      if (status >= 400) {
        const fault = faultOfProblem(answer, request.language);
        if (fault !== undefined) return fault;
        // A route without a bearer's token has reasons of its own to refuse.
        if (status !== 401 || !caller.refusedWith || !this.needsSomebody(request.operation)) return undefined;
        const { code } = JSON.parse(text) as { code: string };
        return caller.refusedWith.includes(code) || code === 'credentials_invalid'
          ? undefined
          : `refuses ${caller.name} with ${code}`;
      }
      if (status < 300 && caller.refusedWith && asDocumented && this.needsSomebody(request.operation)) {
        return `lets in ${caller.name}`;
      }
      if (asDocumented) return this.check.faultOfSuccess(answer, request.operation.answers) ?? leakIn(text);
      return undefined;
    } catch (error) {
      return `answers ${status} with what is no JSON: ${String(error)}`;
    }
  }

  private needsSomebody({ method, path }: Operation): boolean {
    const pattern = path.replace(/^\/api\/v1(?=\/)/, '').replace(/\{(\w+)\}/g, ':$1');
    return this.target.routes.some(
      (route) => route.method === method && route.path === pattern && route.needs !== 'public',
    );
  }

  private tell(
    { method, path, caller, headers, body }: FuzzRequest,
    answer: WireAnswer | undefined,
    fault: string,
  ): void {
    const shown = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization'));
    const said = body === undefined ? '' : ` ${body.toString().slice(0, 600)}`;
    this.summary.findings.push({
      request: `${caller}: ${method} ${path.slice(0, 300)} ${JSON.stringify(shown).slice(0, 300)}${said}`,
      fault: `${fault}${answer ? `: ${answer.text.slice(0, 400)}` : ''}`,
    });
  }
}

const nameOf = ({ method, path }: Operation): string => `${method} ${path}`;

/** Whether the path still leads to the operation's route. */
function isPathOf({ path, operation }: FuzzRequest): boolean {
  const pattern = operation.path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/?]+');
  return new RegExp(`^${pattern}(\\?|$)`).test(path);
}

/** What a center has from the start, without the accounts the fuzzer works with. */
async function idsOf(center: TestCenter): Promise<KnownIds> {
  const ids = new KnownIds();
  const lists: [Role, string][] = [
    ['admin', '/areas'],
    ['admin', '/facilities'],
    ['admin', '/teams'],
  ];
  for (const path of ['/users', '/api-keys']) {
    const { body } = await center.send<{ items: { id: string }[] }>('admin', 'GET', `${path}?limit=500`);
    for (const { id } of body.items) ids.spare(id);
  }
  for (const [role, path] of lists) {
    const { body } = await center.send<unknown>(role, 'GET', path);
    ids.learn(`/api/v1${path}`, body);
  }
  await putCallsUnderWay(center, ids);
  return ids;
}
