import type { ScreenEvent, Snapshot } from '#lib/contract';
import { Board } from '../board/board.js';
import type { LayadClient } from '../client/layad-client.js';
import type { ServerClock } from '../timeline/server-clock.js';
import { Timeline } from '../timeline/timeline.js';
import type { TeamActor } from './team-actor.js';
import { World } from './world.js';

/** The simulated people on one server: their time, the board they watch, and the teams that react to it. */
export class Crowd {
  readonly timeline: Timeline;
  readonly world: World;
  readonly board: Board;
  private readonly teams = new Map<string, TeamActor>();

  constructor(
    clock: ServerClock,
    /** Whose board is watched: a role that sees the whole center. */
    watcher: LayadClient,
  ) {
    this.timeline = new Timeline(clock);
    this.world = new World(this.timeline);
    this.board = new Board(watcher);
    this.board.listen({
      snapshot: (snapshot) => this.world.begin(snapshot),
      event: (event) => this.take(event),
      heartbeat: ({ now }) => clock.observe(new Date(now)),
    });
  }

  connect(): Promise<Snapshot> {
    return this.board.connect();
  }

  join(actor: TeamActor): void {
    this.teams.set(actor.team.id, actor);
  }

  /** Ends every wait and leaves the board. */
  end(): void {
    this.timeline.end();
    this.board.close();
  }

  private take(event: ScreenEvent): void {
    this.world.take(event);
    if (event.teamId) this.teams.get(event.teamId)?.take(event);
  }
}
