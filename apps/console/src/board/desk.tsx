import { createContext, useContext } from 'react';
import type { Permission } from '#lib/contract';
import { Api, type CenterSettings } from '../api/api.js';
import { SetupApi } from '../api/setup-api.js';
import { SupervisionApi } from '../api/supervision-api.js';
import type { RecommendationView, TriageView } from '../api/generated/types.gen.js';
import {
  emptyDraft,
  isEmptyDraft,
  waitsForOther,
  withBeginning,
  type CallDraft,
} from '../call/call-draft.js';
import { writeCoordinates, type Point } from '../call/coordinates.js';
import type { Foreseen } from '../call/foreseen.js';
import { kept } from '../call/kept.js';
import { Outbox, type Delivery } from '../call/outbox.js';
import { withPoint, type PlaceInField } from '../call/place-in-field.js';
import type { ReviewDraft } from '../calls/review-draft.js';
import { LiveBoard } from '../live/live-board.js';
import { openLiveSocket } from '../live/live-socket.js';
import { serverNow } from '../live/server-clock.js';
import { createStore } from '../live/store.js';
import type { Account, Session } from '../session/session.js';
import { Shift } from '../shift/shift.js';

/** How long to wait before asking again for what could not be had. */
const retryMilliseconds = 5_000;

/** What the middle of the board shows. */
export const middles = ['map', 'teams', 'facilities'] as const;
export type Middle = (typeof middles)[number];

/** A new place for an incident, being chosen. */
export interface PlaceChange extends PlaceInField {
  readonly incidentId: string;
}

/** What is recommended, for the map and for the keys that send: for an incident, or for the place of a call. */
export type ShownRecommendation = { readonly recommendation: RecommendationView } & (
  { readonly incidentId: string } | { readonly incidentId: null; readonly at: Point }
);

type Sent = Extract<Delivery, { kind: 'opened' }>;

/** A triage that goes on where its call went; the incident is null while the server does not have the call. */
export interface Guiding {
  readonly triageId: string;
  readonly incidentId: string | null;
}

/** A signed-in user's place of work: the live board, what is selected, and the call being taken down. */
export class Desk {
  readonly api: Api;
  readonly supervision: SupervisionApi;
  readonly setup: SetupApi;
  readonly live: LiveBoard;
  /** Null until they have been read. */
  readonly settings = createStore<CenterSettings | null>(null);
  readonly selectedId = createStore<string | null>(null);
  readonly draft: ReturnType<typeof createStore<CallDraft | null>>;
  /** Whether the call that is being taken down lies aside while something more urgent is looked at. */
  readonly draftAside = createStore(false);
  readonly placeChange = createStore<PlaceChange | null>(null);
  /** What stands in the place field that a click on the map fills; null while none is open. */
  readonly placing = createStore<string | null>(null);
  readonly recommendation = createStore<ShownRecommendation | null>(null);
  /** Whom the key of the form sends; null while that is not known. */
  readonly foreseen = createStore<Foreseen | null>(null);
  /** A place that was looked for, for the map. */
  readonly found = createStore<Point | null>(null);
  /** The triage that goes on in the incident its call became. */
  readonly guiding = createStore<Guiding | null>(null);
  /** The triage that was on the screen last: it is there at once where it goes on. */
  triageShown: TriageView | null = null;
  /** Whether the cursor was called into the protocol before it was there. */
  readonly protocolWanted = createStore(false);
  /** Whether the protocol is on the screen, and with it has the digits and ⏎. */
  readonly protocolOpen = createStore(false);
  /** Settles when every act of a triage has been answered; acts wait here for those before them. */
  triageSaving: Promise<void> = Promise.resolve();
  readonly middle = createStore<Middle>('map');
  readonly sheetOpen = createStore(false);
  readonly touring = createStore(false);
  readonly shift: Shift;
  /** Judgements of calls that are not saved yet, by review: kept while somebody looks at another page. */
  readonly reviewDrafts = new Map<string, ReviewDraft>();
  /** Calls that the server does not have yet. */
  readonly outbox: Outbox;
  /** The kept call that was sent last, to be told. */
  readonly deliveredLate = createStore<Pick<Sent, 'number' | 'sent' | 'lacking'> | null>(null);
  /** A short sentence about what was just done, read out and shown for a while. */
  readonly notice = createStore<string | null>(null);
  private noticeTimer: ReturnType<typeof setTimeout> | undefined;
  private settingsTimer: ReturnType<typeof setTimeout> | undefined;
  private settingsRevision = -1;

  constructor(
    readonly account: Account,
    readonly session: Session,
  ) {
    this.api = new Api(session.client);
    this.supervision = new SupervisionApi(session.client);
    this.setup = new SetupApi(session.client, session.fileClient);
    const socket = openLiveSocket(session, () => this.live.seq);
    this.live = new LiveBoard(socket, session, this.api);
    this.live.board.subscribe(() => this.followCenter());
    const { id } = account.user;
    this.shift = new Shift(kept(`layad.shift.${id}`), Date.now());
    const keptDraft = kept<CallDraft>(`layad.draft.${id}`);
    const present = keptDraft.read();
    const draft = createStore<CallDraft | null>(present && { ...emptyDraft(), ...present });
    // However something comes to stand in the form, the call begins with it.
    this.draft = { ...draft, set: (next) => draft.set(next && withBeginning(next, serverNow())) };
    this.outbox = new Outbox(
      this.api,
      kept(`layad.outbox.${id}`),
      () => this.live.connection.get().kind === 'live',
      (delivery, call) => {
        if (this.draft.get()?.key === call.draft.key) this.draft.set(null);
        this.deliveredLate.set(delivery);
      },
    );
    this.draft.subscribe(() => {
      const draft = this.draft.get();
      if (!draft) this.draftAside.set(false);
      keptDraft.write(draft && !isEmptyDraft(draft) ? draft : null);
      this.followPlacing();
    });
    this.placeChange.subscribe(() => this.followPlacing());
    this.draftAside.subscribe(() => this.followPlacing());
    this.followPlacing();
  }

  start(): void {
    this.live.start();
  }

  stop(): void {
    clearTimeout(this.settingsTimer);
    clearTimeout(this.noticeTimer);
    this.outbox.stop();
    this.live.stop();
  }

  may(permission: Permission): boolean {
    return this.account.permissions.includes(permission);
  }

  select(incidentId: string | null): void {
    if (incidentId !== this.selectedId.get()) this.placeChange.set(null);
    this.selectedId.set(incidentId);
    this.live.view(incidentId);
  }

  /** Opens an incident from wherever somebody is. A call that is being taken down lies aside, with all that stands in it. */
  lookAt(incidentId: string): void {
    this.draftAside.set(this.draft.get() !== null);
    this.select(incidentId);
  }

  /**
   * Begins a call. One that is already being taken down stays as it is, and is gone on with where it lay aside; a
   * contact waits until the call of another one is saved (`waitsForOther`).
   */
  beginCall(start: Partial<CallDraft> = {}): void {
    if (!this.may('incident.write')) return;
    const draft = this.draft.get();
    if (start.contactId && waitsForOther(draft, start.contactId)) return;
    this.draftAside.set(false);
    if (!draft) this.draft.set({ ...emptyDraft(), ...start });
    else if (start.contactId && draft.contactId === null) this.draft.set({ ...draft, ...start });
  }

  /** A place was clicked on the map. */
  place(point: Point): void {
    const placeText = writeCoordinates(point);
    const draft = this.shownDraft();
    const change = this.placeChange.get();
    const clicked = {
      placeText,
      placeFrom: 'operator_map',
      placeName: '',
      placeNear: '',
      placeAccuracyMetres: null,
    } as const;
    if (draft) this.draft.set({ ...draft, ...withPoint(draft, clicked) });
    else if (change) this.placeChange.set({ ...change, ...withPoint(change, clicked) });
  }

  tell(sentence: string): void {
    this.notice.set(sentence);
    clearTimeout(this.noticeTimer);
    this.noticeTimer = setTimeout(() => this.notice.set(null), 8_000);
  }

  private shownDraft(): CallDraft | null {
    return this.draftAside.get() ? null : this.draft.get();
  }

  private followPlacing(): void {
    const draft = this.shownDraft();
    const placing = draft ? draft.placeText : (this.placeChange.get()?.placeText ?? null);
    // What was looked for while a place was chosen is of no use afterwards.
    if (placing === null && this.placing.get() !== null) this.found.set(null);
    this.placing.set(placing);
  }

  /** Reads the center's settings at the beginning and whenever the journal says they changed. */
  private followCenter(): void {
    const revision = this.live.board.get()?.centerRevision ?? -1;
    if (revision === this.settingsRevision) return;
    this.settingsRevision = revision;
    void this.readSettings();
  }

  private async readSettings(): Promise<void> {
    clearTimeout(this.settingsTimer);
    const answer = await this.api.settings();
    if (answer.ok) this.settings.set(answer.value.settings);
    else this.settingsTimer = setTimeout(() => void this.readSettings(), retryMilliseconds);
  }
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('outside of a desk');
  return desk;
}
