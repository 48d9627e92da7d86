import { Injectable } from '@nestjs/common';
import { callerMay, type Caller, type Queryable } from '#lib/platform';
import type { TimelineAnswer } from './timeline.view.js';

/** All answers of a triage in the order they were given, those that were changed later too. */
export type AnswersGiven = (on: Queryable, caller: Caller, triageId: string) => Promise<TimelineAnswer[]>;

/**
 * The journal tells that something was answered, never what. What was stands with the triages, which say here how to
 * read it; until then the timeline tells no answers.
 */
@Injectable()
export class TimelineAnswers {
  private given: AnswersGiven = () => Promise.resolve([]);

  provide(given: AnswersGiven): void {
    this.given = given;
  }

  /** By triage; of none for callers who may not read triages. */
  async of(
    on: Queryable,
    caller: Caller,
    triageIds: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, readonly TimelineAnswer[]>> {
    const answers = new Map<string, readonly TimelineAnswer[]>();
    if (!callerMay(caller, 'triage.read')) return answers;
    for (const id of triageIds) answers.set(id, await this.given(on, caller, id));
    return answers;
  }
}
