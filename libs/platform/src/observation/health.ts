import { Injectable } from '@nestjs/common';

/** What works and what does not, named by the parts themselves: shown to operators in each heartbeat. */
@Injectable()
export class Health {
  private readonly parts = new Map<string, () => boolean>();
  private stopping = false;

  /** Adds a part that tells cheaply and at once whether it works fully. */
  register(name: string, works: () => boolean): void {
    this.parts.set(name, works);
  }

  /** Names of the parts that do not work fully. */
  degraded(): string[] {
    return [...this.parts].filter(([, works]) => !works()).map(([name]) => name);
  }

  /** From here on the process takes no new work. */
  beginStopping(): void {
    this.stopping = true;
  }

  get isStopping(): boolean {
    return this.stopping;
  }
}
