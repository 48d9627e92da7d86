import { incidentTypes, type IncidentType } from '#lib/contract';
import { typeAgreement, type Report, type ToldPlace } from '#lib/intake';
import { destinationPoint, type LatLon } from '#lib/kernel';
import type { RecordedEvent } from './recorded-events.js';

/** How a caller's place came to be known. */
export const placements = ['phone', 'corner', 'landmark'] as const;
export type Placement = (typeof placements)[number];

/** One contact of the play. */
export interface ToldReport {
  event: RecordedEvent;
  /** 1 for who called first, 2 for the first repeat. */
  ordinal: number;
  placement: Placement;
  report: Report & { place: ToldPlace; type: IncidentType };
}

/** Most repeat calls an event is given; at least one. */
export const mostRepeats = 5;
const firstRepeatSeconds = 5;
const lastRepeatSeconds = 900;

/**
 * The calls about an event: the recorded one and one to five more, evenly. The log tells a place to the block or the
 * corner; every caller, the first one too, tells it anew:
 *
 * - **phone** (45 %): the phone stands 0–60 m from the event in any direction; its stated accuracy is 20 m, times or
 *   divided by up to 4; the error is round normal, 68 % within the accuracy.
 * - **corner** (35 %): an address or crossing put on the map; 68 % within 80 m; stated as 100 m or, for every second
 *   one, not at all. One in twenty is the wrong corner, 250–500 m off.
 * - **landmark** (20 %): 68 % within 150 m; stated as 200 m or, for every third one, not at all.
 *
 * Half of the repeat calls come after a mean of two minutes (exponential), half evenly between 5 s and 15 min; all
 * within these. The type is told as it is (70 %), not at all (15 %), as a related one (10 %), as any other (5 %); what
 * the log does not know stays unknown. Every caller has a number of their own: numbers help nobody here.
 */
export function toldReports(event: RecordedEvent, random: () => number): ToldReport[] {
  const truth = event.type === 'medical' ? drawnComplaint(random) : event.type;
  const repeats = 1 + Math.floor(random() * mostRepeats);
  return Array.from({ length: repeats + 1 }, (_, index): ToldReport => {
    const delaySeconds = index === 0 ? 0 : repeatDelaySeconds(random);
    const { placement, place } = toldPlace(event.place, random);
    return {
      event,
      ordinal: index + 1,
      placement,
      report: {
        at: new Date(event.at.getTime() + delaySeconds * 1000),
        place,
        type: toldType(truth, random),
        callerNumber: null,
        complaint: null,
      },
    };
  })
    .sort((a, b) => a.report.at.getTime() - b.report.at.getTime())
    .map((told, index) => ({ ...told, ordinal: index + 1 }));
}

/**
 * Shares of complaints among 167,635 medical emergency calls in Copenhagen (Møller et al. 2015,
 * doi:10.1186/s13049-015-0169-0): the published ones, without accidents, which San Francisco's log has on its own, and
 * the unnamed rest over seven. Fewer and larger shares than there are, so that types agree by chance more often.
 */
const complaints: readonly (readonly [IncidentType, number])[] = [
  ['unknown_problem', 19],
  ['fall', 13],
  ['chest_pain', 11],
  ['poisoning', 8],
  ['breathing', 7],
  ['sick_person', 4.7],
  ['unconscious', 4.7],
  ['seizure', 4.7],
  ['stroke', 4.7],
  ['psychiatric', 4.7],
  ['abdominal_pain', 4.7],
  ['assault', 4.7],
];
const allComplaints = complaints.reduce((sum, [, share]) => sum + share, 0);

function drawnComplaint(random: () => number): IncidentType {
  let left = random() * allComplaints;
  return complaints.find(([, share]) => (left -= share) < 0)?.[0] ?? 'unknown_problem';
}

function repeatDelaySeconds(random: () => number): number {
  const span = lastRepeatSeconds - firstRepeatSeconds;
  if (random() < 0.5) return firstRepeatSeconds + random() * span;
  return Math.min(lastRepeatSeconds, firstRepeatSeconds - 120 * Math.log(1 - random()));
}

function toldPlace(truth: LatLon, random: () => number): { placement: Placement; place: ToldPlace } {
  const kind = random();
  if (kind < 0.45) {
    const accuracyMetres = 20 * 4 ** (random() * 2 - 1);
    const caller = destinationPoint(truth, random() * 360, random() * 60);
    return { placement: 'phone', place: { ...strayed(caller, accuracyMetres, random), accuracyMetres } };
  }
  if (kind < 0.8) {
    const accuracyMetres = random() < 0.5 ? 100 : null;
    const point =
      random() < 0.05
        ? destinationPoint(truth, random() * 360, 250 + random() * 250)
        : strayed(truth, 80, random);
    return { placement: 'corner', place: { ...point, accuracyMetres } };
  }
  const accuracyMetres = random() < 2 / 3 ? 200 : null;
  return { placement: 'landmark', place: { ...strayed(truth, 150, random), accuracyMetres } };
}

/** A point with a round normal error, 68 % of them within `metres`. */
function strayed(point: LatLon, metres: number, random: () => number): LatLon {
  const deviation = metres / Math.sqrt(-2 * Math.log(1 - 0.68));
  return destinationPoint(point, random() * 360, deviation * Math.sqrt(-2 * Math.log(1 - random())));
}

function toldType(truth: IncidentType, random: () => number): IncidentType {
  const draw = random();
  if (draw < 0.7 || truth === 'unknown_problem') return truth;
  if (draw < 0.85) return 'unknown_problem';
  const wanted = draw < 0.95 ? 'related' : 'different';
  const others = incidentTypes.filter((type) => typeAgreement(truth, type) === wanted);
  return others[Math.floor(random() * others.length)] ?? 'unknown_problem';
}
