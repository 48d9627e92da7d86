import { logSum } from './logarithms.js';
import { model } from './model.js';
import { comparePlaces } from './place.js';
import type { KnownIncident, Report, Surroundings } from './report.js';
import { logTimeDensity, shareCalledBy } from './time.js';
import { ratioOfAgreement, typeAgreement } from './types.js';
import { sharedWords } from './words.js';

/** One part of a score: what was compared, its figures, and what it adds to the logarithm of the odds. */
export type ScorePart =
  | { code: 'distance'; weight: number; distanceMetres: number; toleranceMetres: number }
  | { code: 'place_unknown'; weight: number }
  | { code: 'time'; weight: number; apartSeconds: number }
  | { code: 'type_same' | 'type_related' | 'type_different' | 'type_unknown'; weight: number }
  | { code: 'same_number'; weight: number }
  | { code: 'callers'; weight: number; contacts: number }
  | { code: 'closed'; weight: number }
  | { code: 'shared_words'; weight: number; words: number }
  | { code: 'surroundings'; weight: number; incidentsPerSquareKilometreDay: number };

export interface LikelyDuplicate {
  incidentId: string;
  /** 0…1: how likely the report is about this incident; over all incidents and a new event they add up to 1. */
  score: number;
  /** Weightiest first. Their weights add up to the logarithm of the odds against a new event alone. */
  parts: ScorePart[];
}

/**
 * The incidents that a report may be about, likeliest first.
 *
 * A report is either about a new event or a repeat call about one of the known incidents. New events come in at the
 * rate of the surroundings; repeat calls of an incident at a rate that falls with time, spread around its place. The
 * score is the share of the incident's rate in the sum of all (Bayes), so that two near incidents share what they
 * are worth, and a busy corner needs better agreement than a quiet village.
 */
export function likelyDuplicates(
  report: Report,
  incidents: readonly KnownIncident[],
  surroundings: Surroundings,
): LikelyDuplicate[] {
  const background = backgroundOf(report, surroundings);
  const explained = incidents.map((incident) => {
    const parts = [...partsOf(report, incident), background];
    return { incident, parts, logOdds: parts.reduce((sum, { weight }) => sum + weight, 0) };
  });
  const all = logSum([0, ...explained.map(({ logOdds }) => logOdds)]);
  return explained
    .map(({ incident, parts, logOdds }) => ({
      incidentId: incident.id,
      score: Math.exp(logOdds - all),
      parts: parts
        .filter(({ weight }) => weight !== 0)
        .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
    }))
    .sort((a, b) => b.score - a.score || (a.incidentId < b.incidentId ? -1 : 1));
}

function partsOf(report: Report, incident: KnownIncident): ScorePart[] {
  const apartSeconds = Math.abs(report.at.getTime() - incident.startedAt.getTime()) / 1000;
  const agreement = typeAgreement(report.type, incident.type);
  const words = Math.min(sharedWords(report.complaint, incident.complaint), model.words.countedWords);
  const calledAgain = report.callerNumber !== null && incident.callerNumbers.includes(report.callerNumber);
  return [
    placePart(report, incident),
    { code: 'time', weight: logTimeDensity(apartSeconds), apartSeconds },
    callersPart(incident.contacts, apartSeconds),
    { code: `type_${agreement}`, weight: Math.log(ratioOfAgreement[agreement]) },
    { code: 'same_number', weight: calledAgain ? Math.log(model.number.sameNumberRatio) : 0 },
    { code: 'closed', weight: incident.isOpen ? 0 : Math.log(model.closedRatio) },
    { code: 'shared_words', weight: words * Math.log(model.words.sharedWordRatio), words },
  ];
}

function placePart({ place }: Report, incident: KnownIncident): ScorePart {
  if (place === null) {
    return { code: 'place_unknown', weight: -Math.log(model.background.citySquareKilometres) };
  }
  const { distanceMetres, toleranceMetres, logDensity } = comparePlaces(place, incident.places);
  return { code: 'distance', weight: logDensity, distanceMetres, toleranceMetres };
}

/** The repeat calls still to be expected, after those that came (the mean of a gamma distribution updated by them). */
function callersPart(contacts: number, apartSeconds: number): ScorePart {
  const { shape, rate } = model.callers;
  const repeats = Math.max(0, contacts - 1);
  return {
    code: 'callers',
    weight: Math.log((shape + repeats) / (rate + shareCalledBy(apartSeconds))),
    contacts,
  };
}

/** New events per square kilometre and hour, counted around the place and drawn towards the prior where few were. */
function backgroundOf({ place }: Report, { incidents, radiusMetres, days, pace }: Surroundings): ScorePart {
  const { incidentsPerSquareKilometreDay: prior, priorIncidents } = model.background;
  const counted =
    place === null ? { incidents: 0, area: 0 } : { incidents, area: Math.PI * (radiusMetres / 1000) ** 2 };
  const usual = (counted.incidents + priorIncidents) / (counted.area * days + priorIncidents / prior);
  const perDay = usual * pace;
  return { code: 'surroundings', weight: -Math.log(perDay / 24), incidentsPerSquareKilometreDay: perDay };
}
