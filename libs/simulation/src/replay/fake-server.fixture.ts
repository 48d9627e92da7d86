import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server as SocketServer } from 'socket.io';
import { realtimeNamespace, type EventType } from '#lib/contract';
import { acceleratedClock, type Clock } from '#lib/kernel';

/** What a server may do wrong. */
export type Fault =
  | 'none'
  | 'loses a call' // acknowledged, and not there when it is read back
  | 'forgets to tell' // there, and never in the stream
  | 'sends a team twice'
  | 'skips a seq'
  | 'opens twice';

interface Job {
  readonly id: string;
  readonly incidentId: string;
  readonly teamId: string;
}

type Body = Record<string, unknown>;
type Answer = { status?: number; body: unknown };

/** A server of a few lines that answers what a replay asks, on a clock that runs fast, with one fault or none. */
export class FakeServer {
  private readonly contacts: string[] = [];
  private readonly incidents: string[] = [];
  private readonly teams: string[] = [];
  private readonly jobs = new Map<string, Job>();
  private readonly waiting: string[] = [];
  private seq = 100;
  private faulty = 0;

  private constructor(
    private readonly http: HttpServer,
    private readonly sockets: SocketServer,
    private readonly clock: Clock,
    private readonly fault: Fault,
    readonly url: string,
  ) {}

  static async listen(speed: number, fault: Fault): Promise<FakeServer> {
    const http = createServer();
    const sockets = new SocketServer(http);
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    const clock = acceleratedClock(new Date('2026-11-21T00:00:00Z'), speed);
    const fake = new FakeServer(http, sockets, clock, fault, url);
    http.on('request', (request, response) => {
      if (request.url!.startsWith('/socket.io')) return;
      void fake.read(request).then(({ status = 200, body }) => {
        response.writeHead(status, { 'content-type': 'application/json', etag: '"1"' });
        response.end(JSON.stringify(body));
      });
    });
    sockets.of(realtimeNamespace).on('connection', (socket) => {
      socket.emit('snapshot', { seq: fake.seq, incidents: [], teams: [], contacts: [], facilities: [] });
      const beat = setInterval(() => socket.emit('heartbeat', fake.heartbeat()), 20);
      socket.on('disconnect', () => clearInterval(beat));
    });
    return fake;
  }

  async close(): Promise<void> {
    this.http.closeAllConnections();
    await this.sockets.close();
  }

  private heartbeat() {
    return { now: this.clock.now().toISOString(), seq: this.seq, degraded: [] };
  }

  private async read(request: IncomingMessage): Promise<Answer> {
    let text = '';
    for await (const part of request) text += String(part);
    const path = request.url!.split('?')[0]!.replace('/api/v1', '');
    return this.answer(`${request.method} ${path}`, text === '' ? {} : (JSON.parse(text) as Body));
  }

  private answer(route: string, body: Body): Answer {
    const [, id = ''] = /\/([0-9a-f-]{36})\//.exec(route) ?? [];
    const created = (newId: string): Answer => ({ status: 201, body: { id: newId, ...body } });
    const pattern = route.replace(/\/[0-9a-f-]{36}/, '/:id');
    switch (pattern) {
      case 'GET /health/ready':
        return { body: { database: 'embedded', now: this.clock.now(), clockSpeed: this.clock.speed } };
      case 'POST /auth/login':
        return { body: { accessToken: 'token', expiresInSeconds: 900, user: { id: 'u', role: 'admin' } } };
      case 'POST /teams':
        return created(this.teams[this.teams.push(randomUUID()) - 1]!);
      case 'POST /contacts':
        return created(this.tell('contact.rang', this.kept(this.contacts)));
      case 'POST /contacts/:id/answer':
        return created(this.tell('contact.answered', id));
      case 'POST /contacts/:id/end':
        return created(this.tell('contact.ended', id));
      case 'POST /incidents':
        if (this.isTime('opens twice')) this.open(body);
        return created(this.open(body));
      case 'POST /incidents/:id/assignments':
        return this.send(id);
      case 'POST /assignments/:id/state':
        return created(this.progress(id, String(body['state'])));
      case 'POST /incidents/:id/close':
        return created(this.tell('incident.closed', id, { incidentId: id }));
      case 'GET /contacts':
        return { body: { items: this.contacts.map((contact) => ({ id: contact })), nextCursor: null } };
      case 'GET /incidents':
        return { body: { items: this.incidents.map((incident) => ({ id: incident })), nextCursor: null } };
      case 'GET /reports/response-times':
        return { body: { groups: [{ intervals: [] }] } };
      default:
        return created(randomUUID()); // users, facilities, settings, duty, positions
    }
  }

  private kept(list: string[]): string {
    const id = randomUUID();
    list.push(id);
    return id;
  }

  private open({ place }: Body): string {
    const id = this.kept(this.incidents);
    this.tell('incident.opened', id, { incidentId: id, payload: { place } });
    if (this.isTime('loses a call')) this.incidents.pop();
    return id;
  }

  private send(incidentId: string): Answer {
    const busy = new Set([...this.jobs.values()].map(({ teamId }) => teamId));
    const again = this.fault === 'sends a team twice' && busy.size > 0;
    const teamId = again ? [...busy][0] : this.teams.find((team) => !busy.has(team));
    if (!teamId) {
      this.waiting.push(incidentId);
      this.tell('incident.queued', incidentId, { incidentId, payload: { reason: 'no_team_left' } });
      return { status: 409, body: { code: 'no_team_available', detail: '' } };
    }
    return { status: 201, body: this.offer(incidentId, teamId) };
  }

  private offer(incidentId: string, teamId: string): Job {
    const job = { id: randomUUID(), incidentId, teamId };
    this.jobs.set(job.id, job);
    this.tell('assignment.offered', job.id, { incidentId, teamId, payload: { incidentId, teamId } });
    return job;
  }

  private progress(id: string, state: string): string {
    const events: Record<string, EventType> = {
      acknowledged: 'assignment.acknowledged',
      en_route: 'assignment.departed',
      on_scene: 'assignment.arrived',
      transporting: 'assignment.transport_started',
      at_hospital: 'assignment.reached_hospital',
      cleared: 'assignment.cleared',
      declined: 'assignment.declined',
    };
    const { incidentId, teamId } = this.jobs.get(id)!;
    this.tell(events[state]!, id, { incidentId, teamId });
    if (state === 'declined') this.waiting.push(incidentId);
    if (state === 'cleared' || state === 'declined') {
      this.jobs.delete(id);
      const next = this.waiting.shift();
      if (next) this.offer(next, teamId);
    }
    return id;
  }

  private tell(type: EventType, subjectId: string, rest: Body = {}): string {
    if (type === 'contact.rang' && this.isTime('skips a seq')) this.seq += 1;
    if (type === 'contact.ended' && this.isTime('forgets to tell')) return subjectId;
    this.seq += 1;
    const occurredAt = this.clock.now().toISOString();
    const event = { seq: this.seq, type, occurredAt, subjectId, incidentId: null, teamId: null, payload: {} };
    this.sockets.of(realtimeNamespace).emit('event', { ...event, ...rest });
    return subjectId;
  }

  /** The fault happens once, at its third occasion. */
  private isTime(fault: Fault): boolean {
    return this.fault === fault && ++this.faulty === 3;
  }
}
