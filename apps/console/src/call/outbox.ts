import { newKey, type Api } from '../api/api.js';
import type { AssignedTeamView, OpeningRequest, PlanPlaceView } from '../api/generated/types.gen.js';
import { isDisbelievedTime, obstacleOf, type Obstacle } from '../api/outcome.js';
import { serverNow } from '../live/server-clock.js';
import { createStore } from '../live/store.js';
import type { CallDraft } from './call-draft.js';
import { readCoordinates } from './coordinates.js';
import type { Kept } from './kept.js';

/** A call taken down, on its way to the server. It stays in the browser until the server has said that it has it. */
export interface KeptCall {
  readonly draft: CallDraft;
  /** When the operator saved it, by the server's clock, ISO 8601. */
  readonly takenAt: string;
  /** Whether the teams that its plan asks for are sent as soon as it is an incident. */
  readonly sendBest: boolean;
  readonly sendKey: string;
  /** Whether opening it was ever tried: from then on the same request must be sent, word for word. */
  readonly tried: boolean;
  readonly incident: { readonly id: string; readonly number: string } | null;
  /** Why the server would not take it as it is. */
  readonly refusal: Obstacle | null;
}

export type Delivery =
  | {
      readonly kind: 'opened';
      readonly incidentId: string;
      readonly number: string;
      /** None where none was to be sent. */
      readonly sent: readonly AssignedTeamView[];
      /** Places of the plan for which nobody could be had. */
      readonly lacking: readonly PlanPlaceView[];
      readonly notSent: Obstacle | null;
    }
  | { readonly kind: 'kept' }
  | { readonly kind: 'refused'; readonly obstacle: Obstacle };

const retryMilliseconds = 5_000;

/**
 * Sends calls in the order in which they were taken, each once: its key makes a repeated request answer the same
 * incident again. Several tabs wait for each other.
 */
export class Outbox {
  readonly calls: ReturnType<typeof createStore<readonly KeptCall[]>>;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly api: Api,
    private readonly store: Kept<readonly KeptCall[]>,
    /** Whether the server is heard: what nobody would hear is not tried. */
    private readonly reachable: () => boolean,
    private readonly delivered: (delivery: Delivery & { kind: 'opened' }, call: KeptCall) => void,
  ) {
    this.calls = createStore(store.read() ?? []);
  }

  start(): void {
    this.timer = setInterval(() => void this.sendAll(), retryMilliseconds);
    void this.sendAll();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Keeps the call and tries to send it at once, unless nobody would hear it or its place has still to be found. */
  async take(draft: CallDraft, sendBest: boolean): Promise<Delivery> {
    const placeless = readCoordinates(draft.placeText) === undefined;
    const call: KeptCall = {
      draft,
      takenAt: draft.takenAt ?? new Date(serverNow()).toISOString(),
      sendBest,
      sendKey: newKey(),
      tried: false,
      incident: null,
      refusal: placeless ? obstacleOf('placeless') : null,
    };
    this.set([...this.calls.get().filter(({ draft: { key } }) => key !== draft.key), call]);
    if (placeless || !this.reachable()) return { kind: 'kept' };
    const delivery = await this.locked(() => this.deliver(call));
    if (delivery.kind === 'refused') this.drop(draft.key);
    return delivery;
  }

  /** Sends whatever waits; a call that the server refuses waits for the operator. */
  async sendAll(): Promise<void> {
    if (this.calls.get().length === 0 || !this.reachable()) return;
    await this.locked(async () => {
      for (const { draft } of this.calls.get()) {
        // Another tab may have sent it meanwhile.
        const call = this.store.read()?.find(({ draft: { key } }) => key === draft.key);
        if (!call) this.drop(draft.key);
        else if (!call.refusal) {
          const delivery = await this.deliver(call);
          if (delivery.kind === 'opened') this.delivered(delivery, call);
          if (delivery.kind === 'refused') this.change(call, { refusal: delivery.obstacle });
          if (delivery.kind === 'kept') return;
        }
      }
    });
  }

  drop(key: string): void {
    this.set(this.calls.get().filter(({ draft }) => draft.key !== key));
  }

  private locked<T>(work: () => Promise<T>): Promise<T> {
    return navigator.locks.request('layad-outbox', work);
  }

  private async deliver(given: KeptCall): Promise<Delivery> {
    let call = given;
    let { incident } = call;
    if (!incident) {
      call = this.change(call, { tried: true });
      const opened = await this.api.openIncident(requestOf(call.draft), call.draft.key);
      if (!opened.ok) {
        const { obstacle } = opened;
        const { draft } = call;
        // Kept for too long, or by a machine whose clock is wrong: it is told without, so that no call is lost.
        if (draft.beganAt && isDisbelievedTime(obstacle)) {
          return this.deliver(this.change(call, { draft: { ...draft, beganAt: null } }));
        }
        return isPassing(obstacle) ? { kind: 'kept' } : { kind: 'refused', obstacle };
      }
      incident = { id: opened.value.id, number: opened.value.number };
      call = this.change(call, { incident });
    }
    const { id: incidentId, number } = incident;
    const sent = call.sendBest ? await this.api.respond(incidentId, call.sendKey) : null;
    if (sent && !sent.ok && isPassing(sent.obstacle)) return { kind: 'kept' };
    this.drop(call.draft.key);
    return {
      kind: 'opened',
      incidentId,
      number,
      sent: sent?.ok ? sent.value.sent.map(({ team }) => team) : [],
      lacking: sent?.ok ? sent.value.places.filter(({ assignment }) => assignment === null) : [],
      notSent: sent && !sent.ok ? sent.obstacle : null,
    };
  }

  private change(call: KeptCall, change: Partial<KeptCall>): KeptCall {
    const next = { ...call, ...change };
    this.set(this.calls.get().map((present) => (present.draft.key === call.draft.key ? next : present)));
    return next;
  }

  private set(calls: readonly KeptCall[]): void {
    this.calls.set(calls);
    this.store.write(calls.length === 0 ? null : calls);
  }
}

/** Obstacles that pass by themselves: nobody answered, or the server cannot just now. */
const isPassing = ({ code, problem }: Obstacle): boolean =>
  code === 'unreachable' ||
  code === 'unreadable' ||
  (problem !== null && (problem.status >= 500 || problem.status === 429 || problem.status === 401));

function requestOf(draft: CallDraft): OpeningRequest {
  const point = readCoordinates(draft.placeText) ?? { lat: NaN, lon: NaN };
  return {
    contactId: draft.contactId,
    ...(draft.contactId === null && draft.beganAt && { beganAt: draft.beganAt }),
    ...(draft.triageId && { triageId: draft.triageId }),
    caller: { name: draft.callerName.trim() || null, phone: draft.phone.trim() || null },
    place: {
      ...point,
      accuracyMetres: draft.placeAccuracyMetres,
      address: draft.address.trim() || null,
      source: draft.placeFrom,
    },
    complaint: draft.complaint.trim(),
    type: draft.type,
    ...(draft.priority && { priority: draft.priority }),
  };
}
