import type { TeamCapability, TeamKind } from '#lib/contract';
import { capabilitiesToList } from './capabilities.js';

/** So many teams, each of one of these kinds and with all of these capabilities. */
export interface PlanUnit {
  readonly kinds: readonly TeamKind[];
  readonly capabilities: readonly TeamCapability[];
  readonly count: number;
}

/** What decides whether a team can fill a unit. */
export interface TeamSkills {
  readonly kind: TeamKind;
  readonly capabilities: readonly TeamCapability[];
}

/** Which unit of the plan is looked for next. */
export interface NextUnit {
  /** Its place in the plan, from 0. */
  readonly index: number;
  readonly unit: PlanUnit;
  /** How many teams of this unit are still to be sent; 0 when the whole plan is met and this is reinforcement. */
  readonly missing: number;
}

export const kindFits = (unit: PlanUnit, team: TeamSkills): boolean => unit.kinds.includes(team.kind);

export const capabilitiesFit = (unit: PlanUnit, team: TeamSkills): boolean =>
  capabilitiesToList(team.kind, unit.capabilities).every((capability) =>
    team.capabilities.includes(capability),
  );

export const unitFits = (unit: PlanUnit, team: TeamSkills): boolean =>
  kindFits(unit, team) && capabilitiesFit(unit, team);

/** Whether the team fits any unit: only such a team stops the response clock. */
export const planFits = (units: readonly PlanUnit[], team: TeamSkills): boolean =>
  units.some((unit) => unitFits(unit, team));

/** Of two units, the one that fewer teams can fill comes first. */
const byStrictness = (a: PlanUnit, b: PlanUnit): number =>
  a.kinds.length - b.kinds.length || b.capabilities.length - a.capabilities.length;

/** A place of the plan for one team, and who fills it. */
export interface Place {
  /** The unit in the plan, from 0. */
  readonly index: number;
  readonly unit: PlanUnit;
  /** The position of the team in the list of those sent; null while the place is open. */
  readonly team: number | null;
}

/**
 * Who of the teams already sent fills which place of the plan, in the order of the plan.
 *
 * Each team fills one place. They are matched so that as many places as possible are filled (augmenting paths,
 * Kuhn 1955), the strictest first: an ALS ambulance sent for "any ambulance" counts for "ALS ambulance" if the plan
 * asks for both, and the easier place is the one left open. Of teams that fit as well, the first in the list is taken.
 */
export function placesOf(units: readonly PlanUnit[], sent: readonly TeamSkills[]): Place[] {
  const places = units
    .flatMap((unit, index) => Array.from({ length: unit.count }, () => ({ unit, index })))
    .sort((a, b) => byStrictness(a.unit, b.unit) || a.index - b.index);
  const placeOfTeam = new Map<number, number>();

  const fill = (place: number, visited: Set<number>): boolean =>
    sent.some((team, teamIndex) => {
      if (visited.has(teamIndex) || !unitFits(places[place]!.unit, team)) return false;
      visited.add(teamIndex);
      const taken = placeOfTeam.get(teamIndex);
      if (taken !== undefined && !fill(taken, visited)) return false;
      placeOfTeam.set(teamIndex, place);
      return true;
    });

  for (const place of places.keys()) fill(place, new Set());
  const teamOfPlace = new Map([...placeOfTeam].map(([team, place]) => [place, team]));
  return places
    .map((place, position) => ({ ...place, team: teamOfPlace.get(position) ?? null }))
    .sort((a, b) => a.index - b.index);
}

/** The units that the teams already sent leave open, in the order of the plan, each with how many it lacks. */
export function openUnits(units: readonly PlanUnit[], sent: readonly TeamSkills[]): NextUnit[] {
  const open = placesOf(units, sent).filter(({ team }) => team === null);
  return units.flatMap((unit, index) => {
    const missing = open.filter((place) => place.index === index).length;
    return missing === 0 ? [] : [{ index, unit, missing }];
  });
}

/** The first unit that the teams already sent leave open; the first of all once nothing is open. */
export const nextUnit = (units: readonly PlanUnit[], sent: readonly TeamSkills[]): NextUnit =>
  openUnits(units, sent)[0] ?? { index: 0, unit: units[0]!, missing: 0 };
