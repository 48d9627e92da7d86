import { Injectable } from '@nestjs/common';
import { ShortMemory } from '../access/short-memory.js';
import { identitySettings } from '../identity-settings.js';
import { SessionRepository, type Session } from './session.repository.js';

/** Sessions remembered at most; a center's busiest hour has some hundreds. */
const most = 50_000;

/** Answers for each request whether its session still stands, nearly always without a query. */
@Injectable()
export class LiveSessions {
  private readonly memory: ShortMemory<Session | undefined>;

  constructor(repository: SessionRepository) {
    this.memory = new ShortMemory((id) => repository.find(id), identitySettings.rememberSeconds * 1000, most);
  }

  find(id: string): Promise<Session | undefined> {
    return this.memory.get(id);
  }

  forget(id: string): void {
    this.memory.forget(id);
  }

  /** After a change of a user, whose sessions are not known here: rare enough to read them all anew. */
  forgetAll(): void {
    this.memory.forgetAll();
  }
}
