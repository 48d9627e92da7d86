import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Snapshot } from '#lib/contract';
import { realtimeSettings } from '../realtime-settings.js';
import type { RealtimeNamespace, RealtimeSocket } from '../socket.js';
import { Turns } from '../turns.js';
import { Board, type BoardView } from './board.js';

interface Waiting {
  socket: RealtimeSocket;
  resolve: (seq: number) => void;
  reject: (reason: unknown) => void;
}

/**
 * Sends the board to those who begin. All who ask for the same view while it is being read share one reading and one
 * encoding, and the next reading comes a moment later: 500 consoles that return after a restart cost a few readings.
 * A shared board is never wrong: each goes on from the `seq` it was read at.
 */
@Injectable()
export class Snapshots {
  private readonly rounds = new Map<string, Waiting[]>();
  private readonly turns = new Turns(realtimeSettings.parallelReadings);

  constructor(private readonly board: Board) {}

  /** Sends the socket its board; answers the `seq` of it. */
  send(namespace: RealtimeNamespace, socket: RealtimeSocket, view: BoardView): Promise<number> {
    return new Promise((resolve, reject) => {
      const key = JSON.stringify(view);
      const waiting = { socket, resolve, reject };
      const round = this.rounds.get(key);
      if (round) {
        round.push(waiting);
        return;
      }
      this.rounds.set(key, [waiting]);
      void this.serve(namespace, key, view);
    });
  }

  private async serve(namespace: RealtimeNamespace, key: string, view: BoardView): Promise<void> {
    const round = this.rounds.get(key)!;
    while (round.length > 0) {
      const read = await this.turns
        .take(() => this.board.read(view))
        .catch((reason: unknown) => ({ reason, seq: undefined }));
      const receivers = round.splice(0);
      if (read.seq === undefined) {
        for (const { reject } of receivers) reject(read.reason);
        break;
      }
      this.tell(namespace, receivers, read);
      await pause(realtimeSettings.snapshotPauseMilliseconds, undefined, { ref: false });
    }
    this.rounds.delete(key);
  }

  private tell(namespace: RealtimeNamespace, receivers: Waiting[], snapshot: Snapshot): void {
    namespace.local.to(receivers.map(({ socket }) => socket.id)).emit('snapshot', snapshot);
    for (const { resolve } of receivers) resolve(snapshot.seq);
  }
}
