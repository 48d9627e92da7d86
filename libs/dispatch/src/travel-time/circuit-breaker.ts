/**
 * Stops asking somebody who keeps failing, and tries again by itself after a while: a dispatcher should not wait for
 * the same timeout at every incident of a bad hour.
 */
export interface CircuitBreakerSettings {
  /** Failures in a row that open it. */
  readonly failuresToOpen: number;
  /** How long it stays open before one trial is let through. */
  readonly retryAfterMilliseconds: number;
}

export class CircuitBreaker {
  #failures = 0;
  #retryAt: number | undefined;
  #trialRunning = false;

  /** @param now milliseconds of a clock that never goes back */
  constructor(
    private readonly settings: CircuitBreakerSettings,
    private readonly now: () => number,
  ) {}

  /** Whether to ask. When open and due, exactly one caller is told yes and must then report how it went. */
  admits(): boolean {
    if (this.#retryAt === undefined) return true;
    if (this.#trialRunning || this.now() < this.#retryAt) return false;
    this.#trialRunning = true;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#retryAt = undefined;
    this.#trialRunning = false;
  }

  failed(): void {
    this.#failures += 1;
    this.#trialRunning = false;
    if (this.#failures >= this.settings.failuresToOpen)
      this.#retryAt = this.now() + this.settings.retryAfterMilliseconds;
  }

  /** The asker gave up for a reason of its own: it says nothing about the other side. */
  abandoned(): void {
    this.#trialRunning = false;
  }

  get isOpen(): boolean {
    return this.#retryAt !== undefined;
  }
}
