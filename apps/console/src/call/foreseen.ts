import type { AssignedTeamView, RecommendedTeamView } from '../api/generated/types.gen.js';
import { isSame, minutesOf, namesOf, timesOf } from '../incident/planned-teams.js';
import type { Language } from '../language/language.js';

/** Whom the key of the form sends, as was last answered for what stands in it. */
export interface Foreseen {
  /** One for each place of the plan that can be filled; none: nobody who fits is free. */
  readonly teams: readonly RecommendedTeamView[];
}

/** What the key does, in its own words. */
export function keyText(
  language: Pick<Language, 'text'>,
  connected: boolean,
  foreseen: Foreseen | null,
): string {
  const { text } = language;
  if (!connected) return text('call.keepAndSend');
  if (!foreseen) return text('call.saveAndSend');
  const { teams } = foreseen;
  if (teams.length === 0) return text('call.saveAndWait');
  return text('call.saveAndSendTeam', {
    team: namesOf(
      teams.map(({ team }) => team),
      language,
    ),
    minutes: timesOf(teams, (etaSeconds) => String(minutesOf({ etaSeconds }))),
  });
}

/** What was done, and that it is not what the key had said, where it is not. */
export function sentText(
  language: Pick<Language, 'text'>,
  number: string,
  sent: readonly Pick<AssignedTeamView, 'id' | 'callSign'>[],
  foreseen: Foreseen | null,
): string {
  const { text } = language;
  if (sent.length === 0) return text('call.saved', { number });
  const team = namesOf(sent, language);
  const shown = foreseen?.teams ?? [];
  return shown.length === 0 || isSame(sent, shown)
    ? text('call.sent', { number, team })
    : text('call.sentOther', {
        number,
        team,
        shown: namesOf(
          shown.map(({ team }) => team),
          language,
        ),
      });
}
