import { createStore } from '../live/store.js';

/** A pointer that has not moved for this long was left lying: nobody is about to press what is under it. */
export const restMilliseconds = 10_000;

/** Somebody's hand on a list: on it while the pointer moves there, off it when the pointer leaves or only lies there. */
export class Hand {
  readonly on = createStore(false);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private place = '';

  /** The pointer was moved or pressed at a place. A list that changes under a pointer at rest makes the browser say so too. */
  move({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): void {
    const place = `${clientX} ${clientY}`;
    if (place === this.place) return;
    this.place = place;
    this.on.set(true);
    clearTimeout(this.timer);
    this.timer = setTimeout(this.letGo, restMilliseconds);
  }

  /** The pointer left, or the work goes on elsewhere. */
  readonly letGo = (): void => {
    clearTimeout(this.timer);
    this.on.set(false);
  };
}
