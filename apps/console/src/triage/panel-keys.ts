import type { KeyboardEvent } from 'react';
import { turnField } from './panel-focus.js';

/** What chooses an answer: the row of digits as it lies on the keyboard. An answer beyond it is reached by arrows. */
const answerKeys = [...'1234567890-='] as const;

export const answerKey = (place: number): string | undefined => answerKeys[place];

/** The names that buttons bear in `data-panel-key`, several apart by spaces, and how they stand on them. */
export const panelKeys = {
  /** The one next act: no two buttons bear it at a time. */
  goOn: { name: 'ENTER', mark: '⏎' },
  goBack: { name: 'BACKSPACE', mark: '⌫' },
  unknown: { name: 'U', mark: 'U' },
  guidance: { name: 'G', mark: 'G' },
  questions: { name: 'Q', mark: 'Q' },
  volume: { name: 'V', mark: 'V' },
} as const;

/** Keys that are the protocol's wherever it is open, whether or not something bears them just now. */
export const answersOrGoesOn = (key: string): boolean => /^[\d=-]$/.test(key) || key === 'Enter';

const pressNamed = (panel: ParentNode, key: string): boolean => {
  const name = CSS.escape(key.toUpperCase());
  const button = panel.querySelector<HTMLElement>(`[data-panel-key~="${name}"]:not(:disabled)`);
  button?.click();
  return button !== null;
};

/** The protocol on the screen; undefined where there is none. */
export const openProtocol = (): HTMLElement | undefined =>
  document.querySelector<HTMLElement>('.protocol:not([inert] *)') ?? undefined;

/** Whether guidance of an incident was called for and is not there: it is on its way, or could not be loaded. */
export const isProtocolAwaited = (): boolean =>
  document.querySelector('.incident-guidance:not([inert] *, :has(.protocol))') !== null;

/**
 * Leads a key to the field that waits, before the browser writes it: no first digit of a number is lost because the focus
 * was elsewhere.
 * @returns whether the key is written there
 */
export function writeInTurn(panel: HTMLElement, key: string): boolean {
  const field = turnField(panel);
  if (!(field instanceof HTMLInputElement) || !/^[\d=.,-]$/.test(key)) return false;
  field.focus();
  return true;
}

/**
 * A key pressed outside of the protocol while it is open: what stands on it does there what it does inside, and no digit
 * and no ⏎ does anything else. Whoever answers the caller with 1 must not send a team.
 * @returns whether the key was the protocol's
 */
export function pressProtocol(panel: HTMLElement, key: string): boolean {
  if (key.length > 1 && key !== 'Enter' && key !== 'Backspace') return false;
  return pressNamed(panel, key) || answersOrGoesOn(key);
}

/** A key pressed inside: what stands on the panel, or nothing. Outside its letters and digits would send teams. */
export function pressInPanel(event: KeyboardEvent<HTMLElement>): void {
  const { key, target, currentTarget } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const answers = key.length === 1 || key === 'Enter' || key === 'Backspace';
  if (answers || key.startsWith('Arrow')) event.stopPropagation();
  const field = target instanceof HTMLInputElement ? target : null;
  // A key held down answers nothing twice: each step and each answer is a fact in the record. Arrows and Tab go on.
  if (event.repeat && answers && !field) return event.preventDefault();
  if (event.defaultPrevented || (field && isWritten(key, field))) return;
  // ⏎ and the space bar press whatever somebody went to by arrows or Tab.
  if ((key === 'Enter' || key === ' ') && isPressable(target)) return;
  if (!field && writeInTurn(currentTarget, key)) return;
  if (pressNamed(currentTarget, key)) event.preventDefault();
}

/** In a field for words everything is written; in one for a number letters are keys, for they are no part of it. */
function isWritten(key: string, field: HTMLInputElement): boolean {
  if (key === 'Backspace') return field.value !== '';
  if (key.length > 1) return true;
  return field.inputMode !== 'decimal' || !/^\p{L}$/u.test(key);
}

const isPressable = (target: EventTarget): boolean =>
  target instanceof HTMLElement && target.matches('button, a, summary');
