import type { RecommendedTeamView } from '../api/generated/types.gen.js';
import type { Language } from '../language/language.js';

/** Whom the key of the form sends, as was last answered for what stands in it. */
export interface Foreseen {
  /** Null: nobody who fits is free. */
  readonly best: RecommendedTeamView | null;
}

/** Whole minutes, as they are said; never none. */
export const minutesOf = ({ etaSeconds }: Pick<RecommendedTeamView, 'etaSeconds'>): number =>
  Math.max(1, Math.round(etaSeconds / 60));

/** What the key does, in its own words. */
export function keyText(
  { text }: Pick<Language, 'text'>,
  connected: boolean,
  foreseen: Foreseen | null,
): string {
  if (!connected) return text('call.keepAndSend');
  if (!foreseen) return text('call.saveAndSend');
  const { best } = foreseen;
  return best
    ? text('call.saveAndSendTeam', { team: best.team.callSign, minutes: minutesOf(best) })
    : text('call.saveAndWait');
}

/** What was done, and that it is not what the key had said, where it is not. */
export function sentText(
  { text }: Pick<Language, 'text'>,
  number: string,
  sent: { readonly id: string; readonly callSign: string | undefined } | null,
  foreseen: Foreseen | null,
): string {
  if (sent === null) return text('call.saved', { number });
  const shown = foreseen?.best?.team;
  const team = sent.callSign ?? (shown?.id === sent.id ? shown.callSign : '?');
  return shown === undefined || shown.id === sent.id
    ? text('call.sent', { number, team })
    : text('call.sentOther', { number, team, shown: shown.callSign });
}
