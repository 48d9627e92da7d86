/**
 * Whoever presses tires without noticing, so the hands change every two minutes. AHA 2025 (adult basic life support)
 * and ERC 2021 (basic life support) both say two minutes. The protocol says it in the hints of its scripts, in words:
 * there is no figure in it to take this from.
 */
export const changeEverySeconds = 120;

/** How long the change is called for, once it is due. */
const calledForSeconds = 10;

export interface ChangeOver {
  /** Whether it is due now. */
  readonly due: boolean;
  /** Until the next one. */
  readonly inSeconds: number;
}

/** Where the hands are, so long after they began or were last changed out of turn. */
export function changeOverAfter(seconds: number): ChangeOver {
  const pressing = Math.max(0, Math.floor(seconds));
  const intoTurn = pressing % changeEverySeconds;
  return {
    due: pressing >= changeEverySeconds && intoTurn < calledForSeconds,
    inSeconds: changeEverySeconds - intoTurn,
  };
}
