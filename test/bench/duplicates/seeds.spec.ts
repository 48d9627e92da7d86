import type { RecordedEvent } from './recorded-events.js';
import { playRows, spreadOver, withoutTypes } from './seeds.js';

const start = Date.parse('2026-11-20T00:00:00Z');
const events: RecordedEvent[] = Array.from({ length: 60 }, (_, index) => {
  const at = new Date(start + index * 3_600_000);
  return {
    reference: `${index}`,
    at,
    endedAt: new Date(at.getTime() + 3_600_000),
    place: { lat: -6.9 + (index % 7) * 0.02, lon: 107.6 + (index % 5) * 0.02 },
    type: 'traffic_accident',
    day: at.toISOString().slice(0, 10),
  };
});
const rulesOf = (seed: number) => ({ seed, shownAbove: 0.68, recentSeconds: 3_600 });

describe('the bench of likely duplicates', () => {
  it('plays the same with the same seed, and something else with another', () => {
    const [one, again, other] = [1, 1, 2].map((seed) => playRows(events, rulesOf(seed)));
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it('finds the repeat calls of events that are far apart, told with a type or not', () => {
    for (const played of [events, withoutTypes(events)]) {
      const [all] = playRows(played, rulesOf(3));
      expect(all!.score.recallTop3).toBeGreaterThan(0.9);
    }
  });

  it('tells the mean over its seeds and the worst of them', () => {
    const plays = [1, 2, 3].map((seed) => playRows(events, rulesOf(seed)));
    const { recallTop3, falseSuggestionShare } = spreadOver(plays).allDays;
    const recalls = plays.map(([all]) => all!.score.recallTop3);
    expect(recallTop3.worst).toBe(Math.min(...recalls));
    expect(recallTop3.mean).toBeCloseTo(recalls.reduce((sum, recall) => sum + recall, 0) / 3, 9);
    expect(falseSuggestionShare.worst).toBe(
      Math.max(...plays.map(([all]) => all!.score.falseSuggestionShare)),
    );
  });
});
