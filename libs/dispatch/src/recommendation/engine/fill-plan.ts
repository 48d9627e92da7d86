import type { Candidate } from './candidate.js';
import { openUnits, type NextUnit, type PlanUnit, type TeamSkills } from './plan.js';
import type { Ranked } from './rank.js';

/** A plan whose open places were given teams, as far as teams reach. */
export interface FilledPlan<Choice> {
  /**
   * One for each place that gets its best team, and one for each unit of which nobody is left, in the order in which
   * they were made: each knows that the best teams of those before it are gone.
   */
  readonly choices: Choice[];
  /** What stays open after that. */
  readonly lacking: NextUnit[];
}

/**
 * Fills the open places of a plan one after the other, as sending the best team again and again would: the first open
 * unit that somebody can fill gets the best of those not chosen before. After each choice all teams are matched to the
 * places anew, so that one chosen for an easy place counts for a stricter one that it fits too. Every choice fills one
 * more place, so there are never more of them with a team than places were open.
 * @param choose the teams for this unit, best first, none of those that were `chosen`
 */
export async function fillPlan<Choice extends { readonly ranked: readonly Ranked[] }>(
  units: readonly PlanUnit[],
  sent: readonly TeamSkills[],
  choose: (next: NextUnit, chosen: readonly Candidate[]) => Promise<Choice>,
): Promise<FilledPlan<Choice>> {
  const chosen: Candidate[] = [];
  const exhausted = new Set<number>();
  const choices: Choice[] = [];
  for (;;) {
    const lacking = openUnits(units, [...sent, ...chosen]);
    const next = lacking.find(({ index }) => !exhausted.has(index));
    if (!next) return { choices, lacking };
    const choice = await choose(next, [...chosen]);
    const [best] = choice.ranked;
    if (best) chosen.push(best.team);
    else exhausted.add(next.index);
    choices.push(choice);
  }
}
