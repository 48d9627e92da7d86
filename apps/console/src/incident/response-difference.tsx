import { useState, type ReactNode } from 'react';
import { newKey } from '../api/api.js';
import type { ResponseView } from '../api/generated/types.gen.js';
import type { Obstacle } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { refusedOf } from '../live/acceptance.js';
import type { LiveIncident } from '../live/board.js';
import { KeyWords } from '../look/key-words.js';
import { Refusal } from '../look/refusal.js';
import { useStore } from '../live/store.js';
import { lackText, sentTogether, unitsInWords } from './planned-teams.js';
import { sendAllText } from './send-all.js';
import { useFollowed } from './use-incident.js';

/** What the plan asks for beside what was sent, once somebody was: each difference is mended with one key. */
export function ResponseDifference({ incident }: { incident: LiveIncident }): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text } = language;
  const { value } = useFollowed(() => desk.api.response(incident.id), incident.id, incident.timelineSeq);
  const shown = useStore(desk.recommendation);
  const [key, setKey] = useState(newKey);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  /** The version whose difference is being mended: nothing more is done until the board shows another answer. */
  const [mended, setMended] = useState<ResponseView | null>(null);
  if (!value) return null;
  // While a team is sought in the place of one that did not accept, whoever is sent besides is no mistake.
  const notNeeded = refusedOf(incident) === null ? value.notNeeded : [];
  if (!differs({ ...value, notNeeded })) return null;

  const busy = mended === value;
  const mend = async (
    doing: () => Promise<{ ok: true } | { ok: false; obstacle: Obstacle }>,
  ): Promise<void> => {
    setMended(value);
    const done = await doing();
    setObstacle(done.ok ? null : done.obstacle);
    if (!done.ok) setMended(null);
    // Only a request that nobody answered may be repeated as the same one.
    if (done.ok || done.obstacle.code !== 'unreachable') setKey(newKey());
  };
  const missing = value.places.filter(({ assignment }) => assignment === null);
  // Who would be sent for what is missing; before that is known, the key sends whomever there is.
  const ofThis = shown?.incidentId === incident.id ? shown.recommendation : null;
  const known = ofThis?.places.length === value.missing ? ofThis : null;
  const together = known ? sentTogether(known) : [];
  const lacking = known?.places.filter(({ best }) => best === null) ?? [];
  const open = lacking.length === 0 ? missing : (known?.places.filter(({ best }) => best !== null) ?? []);
  const sendText = together.length === 0 ? text('difference.send') : sendAllText(together, language);
  const title = text(notNeeded.length > 0 ? 'difference.title' : 'difference.incomplete');
  return (
    <section className="response-difference" aria-label={title}>
      <h3 className="section-title">{title}</h3>
      <p className="quiet">
        {text('difference.asks', {
          plan: value.plan.determinant ?? value.plan.priority,
          units: unitsInWords(value.places, language),
        })}
      </p>
      {lacking.length > 0 && (
        <p className="plan-lacks" role="status">
          {lackText(lacking, language)}
        </p>
      )}
      <ul>
        {open.length > 0 && (
          <li>
            <span>{text('difference.missing', { unit: unitsInWords(open, language) })}</span>
            {desk.may('dispatch.assign') && (
              <button
                type="button"
                className="button primary"
                disabled={busy}
                data-shortcut="B"
                onClick={() => void mend(() => desk.api.respond(incident.id, key))}
              >
                <KeyWords words={busy ? text('recommendation.sending') : sendText} /> <kbd>{'B'}</kbd>
              </button>
            )}
          </li>
        )}
        {notNeeded.map((assignment, index) => (
          <li key={assignment.id}>
            <span>{text('difference.notNeeded', { team: assignment.team.callSign })}</span>
            {desk.may('assignment.progress') && (
              <button
                type="button"
                className="button"
                disabled={busy}
                data-shortcut={index === 0 ? 'Z' : undefined}
                onClick={() =>
                  void mend(() =>
                    desk.api.step(assignment.id, { state: 'recalled', reason: 'no_longer_needed' }),
                  )
                }
              >
                {text('difference.standDown')} {index === 0 && <kbd>{'Z'}</kbd>}
              </button>
            )}
          </li>
        ))}
      </ul>
      <Refusal obstacle={obstacle} />
    </section>
  );
}

/** While nobody was sent all of the plan is open, and the recommendation says so. */
function differs({ places, missing, notNeeded }: ResponseView): boolean {
  const sent = places.length - missing + notNeeded.length;
  return sent > 0 && missing + notNeeded.length > 0;
}
