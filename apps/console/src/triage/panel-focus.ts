import { useEffect, useRef, type RefObject } from 'react';
import type { Desk } from '../board/desk.js';

/**
 * What waits in the protocol: the field of a question, the act that ⏎ does, otherwise the question or the step itself. No
 * answer is waiting under a second ⏎ for a question that nobody has asked yet. Where nothing waits, it is the protocol.
 */
export const turnField = (panel: HTMLElement): HTMLElement =>
  panel.querySelector<HTMLElement>('[data-turn] .triage-answers input') ??
  panel.querySelector<HTMLElement>('[data-panel-key~="ENTER"]') ??
  panel.querySelector<HTMLElement>('[data-turn]') ??
  panel;

type Panel = RefObject<HTMLElement | null>;

/** Keeps the focus in what waits, for people who answer by keyboard. `turn` names what that is. */
export function useFocusOfTurn(panel: Panel, turn: string): void {
  const inside = useRef(false);
  const before = useRef(turn);
  useEffect(() => {
    const follow = ({ target }: Event): void => {
      inside.current = target instanceof Node && (panel.current?.contains(target) ?? false);
    };
    // A button that goes away with its question leaves the focus to nobody: that is still here.
    document.addEventListener('focusin', follow);
    document.addEventListener('pointerdown', follow);
    return () => {
      document.removeEventListener('focusin', follow);
      document.removeEventListener('pointerdown', follow);
    };
  }, [panel]);
  useEffect(() => {
    const element = panel.current;
    const turned = before.current !== turn;
    before.current = turn;
    if (!element || !inside.current || document.querySelector('dialog[open]')) return;
    const lost = document.activeElement === document.body || !element.contains(document.activeElement);
    if (turned || lost) turnField(element).focus();
  });
}

/** Takes the focus once the protocol is there, where it was called before, or where it goes on with hands on a chest. */
export function useFocusWhenThere(panel: Panel, desk: Desk, there: boolean, continuesGuiding: boolean): void {
  useEffect(() => {
    if (!panel.current || !there) return;
    const wanted = desk.protocolWanted.get();
    if (wanted) desk.protocolWanted.set(false);
    const nobodyHasIt = document.activeElement === document.body;
    if (wanted || (continuesGuiding && nobodyHasIt)) turnField(panel.current).focus({ preventScroll: true });
  }, [panel, desk, there, continuesGuiding]);
}
