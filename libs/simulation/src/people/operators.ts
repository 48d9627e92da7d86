import type { LayadClient } from '../client/layad-client.js';

/** Who answers: each operator talks with so many callers at once, and the next caller waits. */
export class Operators {
  private readonly talking = new Map<LayadClient, number>();
  private readonly waiting: (() => void)[] = [];
  private next = 0;

  constructor(
    private readonly clients: readonly LayadClient[],
    private readonly callersAtOnce: number,
  ) {}

  /** Somebody for whom it does not matter who: work beside the telephone. */
  any(): LayadClient {
    return this.clients[this.next++ % this.clients.length]!;
  }

  /**
   * Talks as soon as an operator is free, who is free again when the talk has ended. The talk is told whether the
   * caller had to wait.
   */
  async withFree(talk: (operator: LayadClient, waited: boolean) => Promise<void>): Promise<void> {
    const { operator, waited } = await this.take();
    try {
      await talk(operator, waited);
    } finally {
      this.talking.set(operator, this.callersOf(operator) - 1);
      this.waiting.shift()?.();
    }
  }

  /** The operator with the fewest callers, who has one more from here on. */
  private async take(): Promise<{ operator: LayadClient; waited: boolean }> {
    for (let waited = false; ; waited = true) {
      const fewest = [...this.clients].sort((a, b) => this.callersOf(a) - this.callersOf(b))[0]!;
      const callers = this.callersOf(fewest);
      if (callers < this.callersAtOnce) {
        this.talking.set(fewest, callers + 1);
        return { operator: fewest, waited };
      }
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private callersOf(operator: LayadClient): number {
    return this.talking.get(operator) ?? 0;
  }
}
