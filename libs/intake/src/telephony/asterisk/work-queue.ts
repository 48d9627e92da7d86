import { setTimeout as pause } from 'node:timers/promises';
import { transientError } from '#lib/platform';

const wait = { firstMilliseconds: 250, longestMilliseconds: 5_000 };

/**
 * One piece of work after the other. What the database could not take for a moment is tried again, so that nothing told
 * meanwhile is lost; anything else that fails is told, and does not stop what follows.
 */
export class WorkQueue {
  private tail: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly failed: (error: unknown, again: boolean) => void) {}

  push(work: () => Promise<void>): void {
    this.tail = this.tail.then(() => this.run(work));
  }

  /** Resolves when all that was pushed has been done. */
  async idle(): Promise<void> {
    await this.tail;
  }

  /** Finishes what it is at and does no more. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.tail;
  }

  private async run(work: () => Promise<void>): Promise<void> {
    for (let milliseconds = wait.firstMilliseconds; !this.stopped;) {
      try {
        return await work();
      } catch (error) {
        const again = transientError(error);
        this.failed(error, again);
        if (!again) return;
      }
      await pause(milliseconds, undefined, { ref: false });
      milliseconds = Math.min(2 * milliseconds, wait.longestMilliseconds);
    }
  }
}
