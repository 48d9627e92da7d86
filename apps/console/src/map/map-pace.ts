/** What is drawn, and what tells whether it is worth it. */
export interface Drawing {
  /** Whether any team is on its way to where it was last seen. */
  readonly isMoving: () => boolean;
  /** Whether somebody who looks would see a difference. */
  readonly isSeenMoving: () => boolean;
  /** Resolves when it is on the screen, with the milliseconds that the page was busy with it. */
  readonly draw: () => Promise<number>;
}

/** Moving teams are drawn no more often than this, milliseconds. */
const frameMilliseconds = 100;
/** In a busy city something changes many times a second: that is drawn together. */
const changeMilliseconds = 200;
/** On a slow machine the map takes no more than one part in so many of its time; the keyboard has the rest. */
const partsOfTime = 8;
/** However slow it is, the map is drawn this often while something moves. */
const longestRestMilliseconds = 4_000;

/**
 * When the marks of the map are drawn again. Seen from above a city a driving ambulance moves a pixel in some seconds,
 * so drawing ten times a second shows nothing that drawing now and then would not; in a street it is the other way
 * round. A machine that takes long over it draws less often, so that the keyboard never waits.
 */
export class MapPace {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private due = Infinity;
  private changing = false;
  private drawing = false;
  private urgent = false;
  private stopped = false;
  private restUntil = 0;

  constructor(private readonly what: Drawing) {}

  /** Some team moved, or the map did. */
  moved(): void {
    this.wake(frameMilliseconds);
  }

  /** Something looks different. */
  changed(): void {
    this.changing = true;
    this.wake(changeMilliseconds);
  }

  drawNow(): void {
    this.changing = true;
    this.urgent = true;
    this.wake(0);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.stopped = true;
  }

  private wake(milliseconds: number): void {
    if (this.drawing || this.stopped) return;
    const now = performance.now();
    const due = this.urgent ? now : Math.max(now + milliseconds, this.restUntil);
    if (due >= this.due) return;
    clearTimeout(this.timer);
    this.due = due;
    this.timer = setTimeout(() => void this.look(), due - now);
  }

  private async look(): Promise<void> {
    this.due = Infinity;
    if (this.changing || this.what.isSeenMoving()) await this.drawOnce();
    if (this.changing || this.what.isMoving())
      this.wake(this.changing ? changeMilliseconds : frameMilliseconds);
  }

  private async drawOnce(): Promise<void> {
    this.changing = false;
    this.urgent = false;
    this.drawing = true;
    try {
      const took = await this.what.draw();
      this.restUntil = performance.now() + Math.min(longestRestMilliseconds, took * (partsOfTime - 1));
    } catch (error) {
      // One picture less; the next one is drawn all the same.
      reportError(error);
    } finally {
      this.drawing = false;
    }
  }
}
