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
/** In a busy city something changes many times a second: that is drawn together. */
const changeMilliseconds = 500;
/** On a slow machine the map takes no more than one part in so many of its time; the keyboard has the rest. */
const partsOfTime = 8;
/** However slow it is, the map is drawn this often while something moves. */
const longestRestMilliseconds = 4_000;
/** A drawing that takes longer is no frame of a smooth movement. */
const slowDrawingMilliseconds = 120;
/** A drawing that is not told to have ended, because somebody drags the map for example, is not waited for longer. */
const longestDrawingMilliseconds = 1_000;
/** Between two letters of somebody who types. */
const handsRestMilliseconds = 350;

/**
 * When the map is drawn again. Seen from above a city a driving ambulance moves a pixel in some seconds, so drawing ten
 * times a second shows nothing that drawing now and then would not; in a street it is the other way round. Without a
 * graphics card one drawing takes long and keeps the keyboard waiting: then there are fewer of them, between letters.
 */
export class MapPace {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private due = Infinity;
  private changing = false;
  private drawing = false;
  private urgent = false;
  private stopped = false;
  private restUntil = 0;
  private took = 0;

  private pressedAt = -Infinity;
  private drawnAt = -Infinity;
  private readonly press = (): void => {
    this.pressedAt = performance.now();
  };

  constructor(private readonly what: Drawing) {
    window.addEventListener('keydown', this.press, { capture: true, passive: true });
  }

  /** Whether this machine draws the map so slowly that nothing on it can glide. */
  get isSlow(): boolean {
    return this.took > slowDrawingMilliseconds;
  }

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
    window.removeEventListener('keydown', this.press, { capture: true });
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
    if (this.handsAreBusy()) return this.wake(handsRestMilliseconds);
    if (this.changing || this.what.isSeenMoving()) await this.drawOnce();
    if (this.changing || this.what.isMoving())
      this.wake(this.changing ? changeMilliseconds : frameMilliseconds);
  }

  /** Whether somebody types on a machine on which drawing would keep the letters waiting. */
  private handsAreBusy(): boolean {
    const now = performance.now();
    const typing = now - this.pressedAt < handsRestMilliseconds;
    return this.isSlow && typing && !this.urgent && now - this.drawnAt < longestRestMilliseconds;
  }

  private async drawOnce(): Promise<void> {
    this.changing = false;
    this.urgent = false;
    this.drawing = true;
    const began = performance.now();
    const patience = new Promise((resolve) => setTimeout(resolve, longestDrawingMilliseconds));
    await Promise.race([this.what.draw(), patience]);
    const ended = performance.now();
    this.drawnAt = ended;
    this.took = ended - began;
    this.restUntil = ended + Math.min(longestRestMilliseconds, this.took * (partsOfTime - 1));
    this.drawing = false;
  }
}
