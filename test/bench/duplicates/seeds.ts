import type { IncidentType } from '#lib/contract';
import { play, type PlayRules } from './play.js';
import type { RecordedEvent } from './recorded-events.js';
import { scoreRows, type Score, type ScoreRow } from './score.js';

/** What the model is held to: it was fitted on every second day, with types. */
export const seriesNames = ['allDays', 'daysFittedOn', 'daysHeldOut'] as const;
export type SeriesName = (typeof seriesNames)[number];

/** One figure over several seeds: the last thing to believe is the best of them. */
export interface Spread {
  mean: number;
  worst: number;
}

export interface SeriesSpread {
  recallTop3: Spread;
  falseSuggestionShare: Spread;
}

/** The rows of one play: all days, the days fitted on, the days held out, and then its single parts. */
export const playRows = (events: readonly RecordedEvent[], rules: PlayRules): ScoreRow[] =>
  scoreRows(play(events, rules), rules.shownAbove);

/** The same log where nobody ever says what kind of emergency it is. */
export const withoutTypes = (events: readonly RecordedEvent[]): RecordedEvent[] =>
  events.map((event) => ({ ...event, type: 'unknown_problem' satisfies IncidentType }));

/** How the first three rows spread over the plays of several seeds. */
export function spreadOver(plays: readonly ScoreRow[][]): Record<SeriesName, SeriesSpread> {
  const spreadAt = (index: number): SeriesSpread => {
    const scores: Score[] = plays.map((rows) => rows[index]!.score);
    return {
      recallTop3: spreadOf(
        scores.map((score) => score.recallTop3),
        Math.min,
      ),
      falseSuggestionShare: spreadOf(
        scores.map((score) => score.falseSuggestionShare),
        Math.max,
      ),
    };
  };
  return { allDays: spreadAt(0), daysFittedOn: spreadAt(1), daysHeldOut: spreadAt(2) };
}

const spreadOf = (figures: readonly number[], worst: (...figures: number[]) => number): Spread => ({
  mean: figures.reduce((sum, figure) => sum + figure, 0) / figures.length,
  worst: worst(...figures),
});
