import type { Crowd } from '../people/crowd.js';

/** On a terminal the line is renewed every second; in a file a new one is written every half minute. */
const everyMilliseconds = { terminal: 1_000, file: 30_000 };

/** One calm line that tells how the city is. */
export class LiveLine {
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly crowd: Crowd) {
    const terminal = process.stdout.isTTY;
    this.timer = setInterval(() => this.write(), everyMilliseconds[terminal ? 'terminal' : 'file']);
    if (!terminal) this.write();
  }

  end(): void {
    clearInterval(this.timer);
    process.stdout.write('\n');
  }

  private write(): void {
    const text = this.text();
    if (process.stdout.isTTY) process.stdout.write(`\r\x1b[2K${text.slice(0, process.stdout.columns - 1)}`);
    else process.stdout.write(`${text}\n`);
  }

  private text(): string {
    const { world, board, timeline } = this.crowd;
    const { counts, incidents, waits } = world;
    const parts = [
      `${timeline.now().toISOString().slice(11, 19)} UTC`,
      `calls ${counts.calls}`,
      `incidents ${counts.incidents}, open ${incidents.openCount}`,
      `teams under way ${incidents.underWayCount}`,
      `waited ${waits.incidents}`,
      ...(counts.expired > 0 ? [`unanswered offers ${counts.expired}`] : []),
      ...(world.troubleCount > 0 ? [`troubles ${world.troubleCount}: ${world.troubles.at(-1)}`] : []),
      ...(board.isConnected ? [] : ['NO CONNECTION']),
    ];
    return parts.join(' · ');
  }
}
