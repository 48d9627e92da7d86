import { Injectable } from '@nestjs/common';
import { PositionFeed } from '#lib/fleet';
import { Processes } from '../processes/processes.js';
import { consoleRooms, occupied, rooms, type RealtimeNamespace } from '../socket.js';
import { LatestPositions } from './latest-positions.js';

/**
 * Moves teams on the maps: every stored fix, whichever process stored it, at most one a team in a second. Volatile: a
 * console that is behind misses some, and the next one puts it right.
 */
@Injectable()
export class LivePositions {
  private readonly latest = new LatestPositions();

  constructor(
    private readonly feed: PositionFeed,
    private readonly processes: Processes,
  ) {}

  start(namespace: RealtimeNamespace): void {
    this.feed.onStored((centerId, positions) => {
      this.latest.add(centerId, positions);
      this.processes.tell('positions', centerId, positions);
    });
    namespace.on('positions', (centerId, positions) => this.latest.add(centerId, positions));
  }

  /** Sends what has come since the last time: to consoles all of it, to a team its own. */
  send(namespace: RealtimeNamespace): void {
    for (const [centerId, positions] of this.latest.take()) {
      const consoles = occupied(namespace, consoleRooms(centerId));
      if (consoles.length > 0) namespace.local.to(consoles).volatile.emit('positions', positions);
      for (const position of positions) {
        const own = occupied(namespace, [rooms.team(position.teamId)]);
        if (own.length > 0) namespace.local.to(own).volatile.emit('positions', [position]);
      }
    }
  }
}
