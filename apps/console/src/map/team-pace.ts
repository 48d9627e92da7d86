/** What is drawn, and what tells whether it is worth it. */
export interface Drawing {
  /** Whether any team is on its way to where it was last seen. */
  readonly isMoving: () => boolean;
  /** Whether somebody who looks would see a difference. */
  readonly isSeenMoving: () => boolean;
  /** Resolves when it is on the screen. */
  readonly draw: () => Promise<void>;
}

/** Moving teams are drawn no more often than this, milliseconds. */
const frameMilliseconds = 100;
/** States of teams change many times a second in a busy city: they are drawn together. */
const changeMilliseconds = 500;
/** On a slow machine the map takes no more than one part in so many of its time; the keyboard has the rest. */
const partsOfTime = 5;
/** However slow it is, the map is drawn this often while something moves. */
const longestRestMilliseconds = 5_000;
/** A drawing that is not told to have ended, because somebody drags the map for example, is not waited for longer. */
const longestDrawingMilliseconds = 1_000;

/**
 * When the teams on the map are drawn again. Seen from above a city a driving ambulance moves a pixel in some seconds,
 * so drawing ten times a second shows nothing that drawing now and then would not; in a street it is the other way
 * round. Without a graphics card one drawing takes long, and then there are fewer of them.
 */
export class TeamPace {
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

  /** Some team looks different. */
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
    const began = performance.now();
    const patience = new Promise((resolve) => setTimeout(resolve, longestDrawingMilliseconds));
    await Promise.race([this.what.draw(), patience]);
    const took = performance.now() - began;
    this.restUntil = performance.now() + Math.min(longestRestMilliseconds, took * (partsOfTime - 1));
    this.drawing = false;
  }
}
