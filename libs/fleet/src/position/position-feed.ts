import { Inject, Injectable } from '@nestjs/common';
import type { PositionMessage } from '#lib/contract';
import { LOGGER, type Logger } from '#lib/platform';

export type PositionListener = (centerId: string, positions: PositionMessage[]) => void;

/**
 * Tells this process where teams are now, after it is stored: one message a team, its newest. Not the journal: a
 * listener that misses one is put right by the next.
 */
@Injectable()
export class PositionFeed {
  private readonly listeners: PositionListener[] = [];

  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  onStored(listener: PositionListener): void {
    this.listeners.push(listener);
  }

  /** What is stored stays stored, whatever a listener does. */
  publish(centerId: string, positions: PositionMessage[]): void {
    if (positions.length === 0) return;
    for (const listener of this.listeners) {
      try {
        listener(centerId, positions);
      } catch (error) {
        this.logger.error({ err: error }, 'a listener of positions failed');
      }
    }
  }
}
