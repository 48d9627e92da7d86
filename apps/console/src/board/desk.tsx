import { createContext, useContext } from 'react';
import type { Permission } from '#lib/contract';
import { Api, type CenterSettings } from '../api/api.js';
import { emptyDraft, type CallDraft } from '../call/call-draft.js';
import { LiveBoard } from '../live/live-board.js';
import { openLiveSocket } from '../live/live-socket.js';
import { createStore } from '../live/store.js';
import type { Account, Session } from '../session/session.js';

/** How long to wait before asking again for what could not be had. */
const retryMilliseconds = 5_000;

/** A signed-in user's place of work: the live board, what is selected, and the call being taken down. */
export class Desk {
  readonly api: Api;
  readonly live: LiveBoard;
  /** Null until they have been read. */
  readonly settings = createStore<CenterSettings | null>(null);
  readonly selectedId = createStore<string | null>(null);
  readonly draft = createStore<CallDraft | null>(null);
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
    const socket = openLiveSocket(session, () => this.live.seq);
    this.live = new LiveBoard(socket, session, this.api);
    this.live.board.subscribe(() => this.followCenter());
  }

  start(): void {
    this.live.start();
  }

  stop(): void {
    clearTimeout(this.settingsTimer);
    clearTimeout(this.noticeTimer);
    this.live.stop();
  }

  may(permission: Permission): boolean {
    return this.account.permissions.includes(permission);
  }

  select(incidentId: string | null): void {
    this.selectedId.set(incidentId);
    this.live.view(incidentId);
  }

  /** Begins a call. One that is already being taken down stays as it is. */
  beginCall(start: Partial<CallDraft> = {}): void {
    if (!this.may('incident.write')) return;
    if (!this.draft.get()) this.draft.set({ ...emptyDraft(), ...start });
  }

  tell(sentence: string): void {
    this.notice.set(sentence);
    clearTimeout(this.noticeTimer);
    this.noticeTimer = setTimeout(() => this.notice.set(null), 8_000);
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
