import { useEffect } from 'react';
import { isEmptyDraft } from '../call/call-draft.js';
import { teamsWithDigit } from '../incident/planned-teams.js';
import { answer } from '../queues/contact-list.js';
import { ringingContacts } from '../queues/ringing-contacts.js';
import { showNow, shownArrangement } from '../queues/shown-arrangement.js';
import { turnField } from '../triage/panel-focus.js';
import {
  answersOrGoesOn,
  isProtocolAwaited,
  openProtocol,
  pressProtocol,
  writeInTurn,
} from '../triage/panel-keys.js';
import type { Desk } from './desk.js';

/** Keys that work wherever nothing is being typed. F-keys work everywhere. */
export function useShortcuts(desk: Desk): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      if (event.altKey) return;
      if (event.ctrlKey || event.metaKey) return pressOfCall(event);
      // A key held down moves on through the list, and does nothing else twice.
      if (event.repeat && !'jkArrowDownArrowUp'.includes(event.key)) return;
      const typing =
        event.target instanceof HTMLElement &&
        event.target.matches('input, select, textarea, [contenteditable]');
      const act = keyActs[event.key] ?? (typing ? undefined : plainActs[event.key]);
      if (!typing && pressAnswer(event)) return;
      if (act) act(desk, event);
      else if (typing || !pressNamed(event.key)) return;
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [desk]);
}

type Act = (desk: Desk, event: KeyboardEvent) => void;

/** A call that is already being taken down gets the cursor back. */
const beginCall: Act = (desk) => {
  if (desk.draft.get() && !desk.draftAside.get())
    document.querySelector<HTMLElement>('.call-form [data-complaint]')?.focus();
  else desk.beginCall();
};
const next: Act = (desk) => move(desk, 1);
const previous: Act = (desk) => move(desk, -1);

const keyActs: Readonly<Record<string, Act>> = {
  F1: (desk) => {
    const board = desk.live.board.get();
    const contact = board && ringingContacts(board)[0];
    if (contact && desk.may('contact.write')) void answer(desk, contact);
  },
  F2: (desk, event) => {
    desk.protocolWanted.set(false);
    beginCall(desk, event);
  },
  F3: (desk) => {
    const panel = openProtocol();
    if (panel) return turnField(panel).focus();
    desk.protocolWanted.set(true);
    document.querySelector<HTMLElement>('[data-open-protocol]')?.click();
  },
  F4: () => document.querySelector<HTMLElement>('button[data-link-first]')?.click(),
  F8: () => document.querySelector<HTMLElement>('button[data-more-urgent]')?.click(),
  F9: () => document.querySelector<HTMLElement>('button[data-take-address]')?.click(),
};

const plainActs: Readonly<Record<string, Act>> = {
  '?': (desk) => desk.sheetOpen.set(true),
  '/': () => document.querySelector<HTMLElement>('input[data-command]')?.focus(),
  n: beginCall,
  j: next,
  k: previous,
  ArrowDown: next,
  ArrowUp: previous,
  r: (desk) => {
    const board = desk.live.board.get();
    if (board) showNow(board);
  },
  Enter: (_desk, event) => {
    if (isPressed(event)) (event.target as HTMLElement).click();
    else pressSend('[data-send-first]');
  },
  ...Object.fromEntries(
    Array.from({ length: teamsWithDigit }, (_, index) => [
      String(index + 1),
      () => pressSend(`[data-send="${index + 1}"]`),
    ]),
  ),
  Escape: (desk) => {
    const draft = desk.draft.get();
    if (draft && isEmptyDraft(draft)) desk.draft.set(null);
  },
};

/** The keys on the buttons of the call being taken down; they work wherever the focus is, also while something is typed. */
const buttonsOfCall: Readonly<Record<string, string>> = {
  Enter: '.call-form .call-buttons .large',
  s: '.call-form .call-buttons [type=submit]',
};

function pressOfCall(event: KeyboardEvent): void {
  const which = buttonsOfCall[event.key] ?? buttonsOfCall[event.key.toLowerCase()];
  const button = which && document.querySelector<HTMLElement>(which);
  if (!button) return;
  event.preventDefault();
  if (!event.repeat) button.click();
}

/** Whether ⏎ presses what has the focus. A row of the queue is chosen already: there it means the incident. */
const isPressed = ({ key, target }: KeyboardEvent): boolean =>
  key === 'Enter' &&
  target instanceof HTMLElement &&
  target.matches('button:not([data-incident]), a, summary');

/**
 * While the protocol is open its keys are its own, wherever the focus is. While it is on its way, or could not be loaded,
 * they do nothing: whoever answers the caller does not look first whether it is there.
 * @returns whether the key was the protocol's
 */
function pressAnswer(event: KeyboardEvent): boolean {
  const { key } = event;
  if (isPressed(event)) return false;
  const panel = openProtocol();
  if (panel && writeInTurn(panel, key)) return true;
  if (panel ? !pressProtocol(panel, key) : !(isProtocolAwaited() && answersOrGoesOn(key))) return false;
  event.preventDefault();
  // What comes next is answered in the panel.
  if (panel) turnField(panel).focus();
  return true;
}

/** A button that names its own letter. @returns whether there is one on the screen */
function pressNamed(key: string): boolean {
  if (!/^[a-z]$/i.test(key)) return false;
  const button = document.querySelector<HTMLElement>(
    `[data-shortcut="${key.toUpperCase()}"]:not(:disabled, [inert] *)`,
  );
  if (button?.matches('input')) button.focus();
  else button?.click();
  return button !== null;
}

/** The same button the mouse would press, so that a key can do nothing that is not on the screen. */
function pressSend(which: string): void {
  document.querySelector<HTMLButtonElement>(`button${which}`)?.click();
}

function move(desk: Desk, by: 1 | -1): void {
  const rows = shownArrangement.get().rows;
  const present = rows.findIndex(({ id }) => id === desk.selectedId.get());
  const row = rows[present === -1 ? (by === 1 ? 0 : rows.length - 1) : present + by];
  if (!row) return;
  desk.select(row.id);
  document.querySelector<HTMLElement>(`button[data-incident="${row.id}"]`)?.focus();
}
