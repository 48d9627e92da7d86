import type { Client } from 'pg';
import { now } from './monotonic.js';

/** Hears from PostgreSQL of each commit to the journal, as Layad itself does. */
export class Commits {
  private heard: (at: number) => void = () => undefined;

  private constructor() {}

  static async listen(database: Client): Promise<Commits> {
    const commits = new Commits();
    database.on('notification', () => commits.heard(now()));
    await database.query('listen layad_journal');
    return commits;
  }

  /**
   * When the change was certainly committed: PostgreSQL told us, or Layad answered, whichever came first.
   * @param change what is done; it commits once
   */
  async momentOf(change: () => Promise<unknown>): Promise<number> {
    const told = new Promise<number>((resolve) => {
      this.heard = resolve;
    });
    const answered = change().then(() => now());
    return Math.min(...(await Promise.all([told, answered])));
  }
}
