import { probableDuplicates } from '#lib/intake';
import { placements, type Placement } from './told-reports.js';
import type { Shown } from './play.js';

/** How well the suggestions did among some contacts. */
export interface Score {
  /** Contacts about an event that was known already. */
  repeats: number;
  /** First calls about an event. */
  singles: number;
  /** Share of the repeats with a right one among those that are shown, three at most. */
  recallTop3: number;
  /** The same for the first one alone. */
  recallTop1: number;
  /** Share of the singles that are shown any suggestion at all: it is a false one. */
  falseSuggestionShare: number;
  /** Share of the contacts shown something whose first suggestion is right. */
  precision: number;
}

export function scoreOf(contacts: readonly Shown[], shownAbove: number): Score {
  const shown = contacts.map(({ isRepeat, suggestions }) => ({
    isRepeat,
    suggestions: probableDuplicates(suggestions, shownAbove),
  }));
  const repeats = shown.filter(({ isRepeat }) => isRepeat);
  const singles = shown.filter(({ isRepeat }) => !isRepeat);
  const told = shown.filter(({ suggestions }) => suggestions.length > 0);
  return {
    repeats: repeats.length,
    singles: singles.length,
    recallTop3: share(repeats, ({ suggestions }) => suggestions.some(({ right }) => right)),
    recallTop1: share(repeats, ({ suggestions }) => suggestions[0]?.right === true),
    falseSuggestionShare: share(singles, ({ suggestions }) => suggestions.length > 0),
    precision: share(told, ({ suggestions }) => suggestions[0]?.right === true),
  };
}

/** One row of the table: what it is about, and how its contacts did. */
export interface ScoreRow {
  name: string;
  score: Score;
}

/** Odd and even days of the log: the model was fitted on the first, third, fifth … and held against the others. */
export function scoreRows(contacts: readonly Shown[], shownAbove: number): ScoreRow[] {
  const days = [...new Set(contacts.map(({ told }) => told.event.day))].sort();
  const of = (name: string, wanted: (shown: Shown) => boolean): ScoreRow => ({
    name,
    score: scoreOf(contacts.filter(wanted), shownAbove),
  });
  const half = (shown: Shown) => days.indexOf(shown.told.event.day) % 2;
  return [
    of('all days', () => true),
    of('days fitted on', (shown) => half(shown) === 0),
    of('days held out', (shown) => half(shown) === 1),
    ...days.map((day) => of(day, ({ told }) => told.event.day === day)),
    ...[1, 2, 3, 4, 5, 6].map((ordinal) => of(`caller ${ordinal}`, ({ told }) => told.ordinal === ordinal)),
    ...placements.map((placement: Placement) => of(placement, ({ told }) => told.placement === placement)),
  ];
}

const share = <T>(all: readonly T[], wanted: (one: T) => boolean): number =>
  all.length === 0 ? NaN : all.filter(wanted).length / all.length;
