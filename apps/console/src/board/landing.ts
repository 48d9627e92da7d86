import { useEffect } from 'react';
import type { Desk } from './desk.js';

/** Whatever takes the focus by itself when something goes (a dialog, the protocol) has done so by then. */
const ownersTurnMilliseconds = 150;

/**
 * Gives the focus a place on arrival, and when what had it is gone: the button that closed an incident, a form that was
 * saved. It lands on the row of the selected incident, otherwise on the queues: there neither ⏎ nor the space bar
 * does anything new, and arrows and Tab go on from it. Who clicked beside everything is left alone.
 */
export function useLanding(desk: Desk, there: boolean): void {
  useEffect(() => {
    if (!there) return;
    let last: Element | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isLost = (): boolean =>
      document.activeElement === document.body && (last === null || !last.isConnected);
    const land = (): void => {
      timer = undefined;
      // Guidance that is about to be there takes it.
      const expected = document.querySelector('dialog[open], .incident-guidance [data-loading]');
      if (isLost() && !expected) landingOf(desk.selectedId.get())?.focus({ preventScroll: true });
    };
    const look = (): void => {
      if (isLost()) timer ??= setTimeout(land, ownersTurnMilliseconds);
    };
    const follow = ({ target }: FocusEvent): void => {
      last = target instanceof Element ? target : null;
    };
    const point = (): void => {
      last = document.body;
    };
    document.addEventListener('focusin', follow);
    document.addEventListener('pointerdown', point, true);
    const changes = new MutationObserver(look);
    changes.observe(document.body, { childList: true, subtree: true });
    look();
    return () => {
      clearTimeout(timer);
      changes.disconnect();
      document.removeEventListener('focusin', follow);
      document.removeEventListener('pointerdown', point, true);
    };
  }, [desk, there]);
}

const landingOf = (incidentId: string | null): HTMLElement | null =>
  (incidentId === null
    ? null
    : document.querySelector<HTMLElement>(`button[data-incident="${incidentId}"]`)) ??
  document.querySelector<HTMLElement>('.queue-pane');
