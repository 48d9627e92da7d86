import type { TeamKind } from '#lib/contract';
import type {
  AssignedTeamView,
  OpenPlaceView,
  PlanUnitBody,
  RecommendationView,
  RecommendedTeamView,
} from '../api/generated/types.gen.js';
import type { Language } from '../language/language.js';

/** So many of the teams shown are sent with a digit. */
export const teamsWithDigit = 5;

/** Teams named on a key before it only counts the others. */
const teamsNamed = 3;

/** Whom one press sends for the open places of the plan, in the order in which they are chosen. */
export const sentTogether = ({ places }: Pick<RecommendationView, 'places'>): RecommendedTeamView[] =>
  places.flatMap(({ best }) => best ?? []);

/** Whether these teams, in whatever order, are those that were shown. */
export const isSame = (
  sent: readonly Pick<AssignedTeamView, 'id'>[],
  shown: readonly RecommendedTeamView[],
): boolean =>
  sent.length === shown.length && sent.every(({ id }) => shown.some(({ team }) => team.id === id));

/** The teams to show: first those that one press sends, then the other ones for the next unit. */
export function teamsInOrder(recommendation: RecommendationView, most: number): RecommendedTeamView[] {
  const together = sentTogether(recommendation);
  const others = recommendation.items.filter(
    ({ team }) => !together.some((sent) => sent.team.id === team.id),
  );
  return [...together, ...others].slice(0, Math.max(most, together.length));
}

/** Teams by their call signs: `MTR-01 + AMB-01`. */
export function namesOf(
  teams: readonly Pick<AssignedTeamView, 'callSign'>[],
  { text }: Pick<Language, 'text'>,
): string {
  const callSigns = teams.map(({ callSign }) => callSign);
  if (callSigns.length <= teamsNamed) return callSigns.join(' + ');
  const named = callSigns.slice(0, teamsNamed - 1);
  return text('plan.andMore', { teams: named.join(' + '), count: callSigns.length - named.length });
}

/** Whole minutes, as they are said; never none. */
export const minutesOf = ({ etaSeconds }: Pick<RecommendedTeamView, 'etaSeconds'>): number =>
  Math.max(1, Math.round(etaSeconds / 60));

/** How long each of them needs: one by one for as many as are named, from the quickest to the last for more. */
export function timesOf(
  teams: readonly Pick<RecommendedTeamView, 'etaSeconds'>[],
  format: (seconds: number) => string,
): string {
  const seconds = teams.map(({ etaSeconds }) => etaSeconds);
  return teams.length <= teamsNamed
    ? seconds.map(format).join(' / ')
    : `${format(Math.min(...seconds))}–${format(Math.max(...seconds))}`;
}

type Place = Pick<OpenPlaceView, 'unitNumber' | 'unit'>;

/** What the plan asks for and nobody can be had for; null when all of it can be. */
export function lackText(lacking: readonly Place[], language: Pick<Language, 'text'>): string | null {
  return lacking.length === 0
    ? null
    : language.text('plan.nobodyFree', { units: unitsInWords(lacking, language) });
}

/** Units with how many of each: `1 ALS ambulance, 2 × ambulance`. */
export function unitsInWords(places: readonly Place[], language: Pick<Language, 'text'>): string {
  return unitsOf(places)
    .map(({ unit, count }) => `${count === 1 ? '1' : `${count} ×`} ${unitInWords(unit, language)}`)
    .join(', ');
}

/** The units of these places in the order of the plan, each once. */
function unitsOf(places: readonly Place[]): { unit: PlanUnitBody; count: number }[] {
  const units = new Map<number, { unit: PlanUnitBody; count: number }>();
  for (const { unitNumber, unit } of [...places].sort((a, b) => a.unitNumber - b.unitNumber)) {
    units.set(unitNumber, { unit, count: (units.get(unitNumber)?.count ?? 0) + 1 });
  }
  return [...units.values()];
}

/** As it is said in a sentence. */
function unitInWords({ kinds, capabilities }: PlanUnitBody, { text }: Pick<Language, 'text'>): string {
  const unit = text(wordOf(kinds));
  const needs = capabilities.map((capability) => text(`capability.${capability}`));
  return needs.length === 0 ? unit : text('plan.unitWith', { unit, needs: needs.join(', ') });
}

function wordOf(kinds: readonly TeamKind[]): `plan.unit.${TeamKind | 'ambulance' | 'responder' | 'any'}` {
  const [only] = kinds;
  if (kinds.length === 1 && only) return `plan.unit.${only}`;
  const all = (...wanted: TeamKind[]): boolean =>
    kinds.length === wanted.length && wanted.every((kind) => kinds.includes(kind));
  if (all('als_ambulance', 'bls_ambulance')) return 'plan.unit.ambulance';
  if (all('als_ambulance', 'bls_ambulance', 'motor_ambulance')) return 'plan.unit.responder';
  return 'plan.unit.any';
}
