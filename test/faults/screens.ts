import { Board, TeamOccupancy, type LayadClient } from '#lib/simulation';

/** Screens that look on during the drill: what they saw must be the whole journal, in order. */
export class Screens {
  private readonly occupancy: TeamOccupancy[] = [];

  private constructor(private readonly boards: readonly Board[]) {
    for (const board of boards) {
      const occupancy = new TeamOccupancy();
      this.occupancy.push(occupancy);
      board.listen({
        snapshot: (snapshot) => occupancy.begin(snapshot),
        event: (event) => occupancy.take(event),
      });
    }
  }

  static async open(clients: readonly LayadClient[]): Promise<Screens> {
    const screens = new Screens(clients.map((client) => new Board(client)));
    await Promise.all(screens.boards.map((board) => board.connect(60_000)));
    return screens;
  }

  get reconnections(): number {
    return this.sum((board) => board.reconnections);
  }

  get gaps(): number {
    return this.sum((board) => board.sequence.gaps.length);
  }

  /** Moments at which a screen saw one team with two live assignments. */
  get twice(): number {
    return this.occupancy.reduce((sum, { twice }) => sum + twice.length, 0);
  }

  /** How many screens have not caught up with the journal. */
  async behind(): Promise<number> {
    const caughtUp = await Promise.all(this.boards.map((board) => board.caughtUp(30_000)));
    return caughtUp.filter((yes) => !yes).length;
  }

  close(): void {
    for (const board of this.boards) board.close();
  }

  private sum(of: (board: Board) => number): number {
    return this.boards.reduce((sum, board) => sum + of(board), 0);
  }
}
