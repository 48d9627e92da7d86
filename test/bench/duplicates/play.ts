import { haversineMetres, seededRandom } from '#lib/kernel';
import {
  likelyDuplicates,
  probableDuplicates,
  search,
  surroundingsFrom,
  surroundingsWindow,
  type Counted,
  type KnownIncident,
  type ToldPlace,
} from '#lib/intake';
import type { RecordedEvent } from './recorded-events.js';
import { toldReports, type ToldReport } from './told-reports.js';

/** What one contact of the play was shown. */
export interface Shown {
  told: ToldReport;
  /** Whether an incident of its event was known when it rang. */
  isRepeat: boolean;
  /** Every suggestion, likeliest first: its score and whether it is about the same event. */
  suggestions: { score: number; right: boolean }[];
}

export interface PlayRules {
  seed: number;
  /** The likelihood of a repeat call from which on suggestions are shown. */
  shownAbove: number;
  /** How long after its closing an incident is still looked at. */
  recentSeconds: number;
}

interface Incident extends KnownIncident {
  event: RecordedEvent;
  contacts: number;
  places: [ToldPlace, ...ToldPlace[]];
}

/**
 * Plays all events in the order their calls come in, as an operator would take them who follows the suggestions:
 * a repeat call is linked when a right one is among those shown, else it opens an incident of its own,
 * which is then there to be suggested. A new event is never linked to another.
 */
export function play(
  events: readonly RecordedEvent[],
  { seed, shownAbove, recentSeconds }: PlayRules,
): Shown[] {
  const random = seededRandom(seed);
  const contacts = events
    .flatMap((event) => toldReports(event, random))
    .sort((a, b) => a.report.at.getTime() - b.report.at.getTime());
  const city = new City(recentSeconds);
  return contacts.map((told, index) => {
    const { at, place } = told.report;
    const known = city.candidates(at, place);
    const surroundings = surroundingsFrom(city.countBefore(at, place), at);
    const suggestions = likelyDuplicates(told.report, known, surroundings).map(({ incidentId, score }) => {
      const incident = known.find(({ id }) => id === incidentId)!;
      return { incident, score, right: incident.event === told.event };
    });
    const linked = probableDuplicates(suggestions, shownAbove).find(({ right }) => right);
    if (linked) {
      linked.incident.contacts += 1;
      linked.incident.places.push(place);
    } else city.open(told, `${index}`);
    return {
      told,
      isRepeat: told.ordinal > 1,
      suggestions: suggestions.map(({ score, right }) => ({ score, right })),
    };
  });
}

/** The incidents of the play, asked as the database is asked. */
class City {
  /** In the order they were opened, and with it of their start. */
  private readonly incidents: Incident[] = [];
  private readonly starts: number[] = [];
  /** Those that were not closed too long ago; grows and is swept as time goes on. */
  private lately: Incident[] = [];

  constructor(private readonly recentSeconds: number) {}

  open({ report, event }: ToldReport, id: string): void {
    const incident: Incident = {
      id,
      event,
      startedAt: report.at,
      places: [report.place],
      type: report.type,
      complaint: null,
      isOpen: true,
      contacts: 1,
      callerNumbers: [],
    };
    this.incidents.push(incident);
    this.starts.push(report.at.getTime());
    this.lately.push(incident);
  }

  candidates(at: Date, place: ToldPlace): Incident[] {
    const closedAfter = at.getTime() - this.recentSeconds * 1000;
    this.lately = this.lately.filter(({ event }) => event.endedAt.getTime() >= closedAfter);
    for (const incident of this.lately) incident.isOpen = incident.event.endedAt >= at;
    const nearest = (isOpen: boolean, limit: number) =>
      this.lately
        .filter((incident) => incident.isOpen === isOpen)
        .map((incident) => ({ incident, metres: haversineMetres(place, incident.places[0]) }))
        .sort((a, b) => a.metres - b.metres)
        .slice(0, limit)
        .map(({ incident }) => incident);
    return [...nearest(true, search.open), ...nearest(false, search.closed)];
  }

  countBefore(at: Date, place: ToldPlace): Counted {
    const window = surroundingsWindow(at);
    const from = this.countUntil(window.from);
    const to = this.countUntil(window.to);
    let around = 0;
    for (let index = from; index < to; index++) {
      if (isAround(this.incidents[index]!.places[0], place)) around += 1;
    }
    return {
      around,
      usual: to - from,
      lately: this.incidents.length - to,
      firstAt: this.incidents[0]?.startedAt ?? null,
    };
  }

  /** How many incidents started before then. */
  private countUntil(then: Date): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! < then.getTime()) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** A little more latitude than the surroundings reach: spares the exact distance of most. */
const nearDegrees = search.surroundingsMetres / 110_000;

const isAround = (one: ToldPlace, other: ToldPlace): boolean =>
  Math.abs(one.lat - other.lat) < nearDegrees && haversineMetres(one, other) <= search.surroundingsMetres;
