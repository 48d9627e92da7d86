import { useEffect, type ReactNode } from 'react';
import type { RecommendationView, RecommendedTeamView, TriageView } from '../api/generated/types.gen.js';
import type { Outcome } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { NeededBy } from '../incident/more-urgent.js';
import {
  lackText,
  minutesOf,
  namesOf,
  sentTogether,
  teamsInOrder,
  unitsInWords,
} from '../incident/planned-teams.js';
import { useRecommendationMark } from '../incident/recommendation-mark.js';
import { whyLine } from '../incident/recommendations.js';
import { StraightLine } from '../incident/straight-line.js';
import { useFollowed } from '../incident/use-incident.js';
import { useLanguage, type Language } from '../language/language.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { obstacleTitle } from '../look/refusal.js';
import type { CallDraft } from './call-draft.js';
import { readCoordinates } from './coordinates.js';
import { treatedAs } from './triage-in-draft.js';
import './foresight.css';

const teamsShown = 3;
/** Teams that nobody would have thought of are no news where nobody can be sent. */
const notMeant: readonly string[] = ['wrong_kind', 'off_duty'];

/**
 * Whom the key of the form would send, before it is pressed. Asked anew when the place or what the call is treated as
 * changes, when teams come or go, and when it has become old; never for a word that is typed.
 */
export function Foresight({ draft, found }: { draft: CallDraft; found: TriageView | null }): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text } = language;
  const connected = useStore(desk.live.connection, ({ kind }) => kind === 'live');
  const place = readCoordinates(draft.placeText);
  const treated = treatedAs(draft, found);
  const mark = useRecommendationMark(treated);
  const scene = place && { place: { lat: place.lat, lon: place.lon }, ...treated, limit: teamsShown };
  const asked = scene && connected ? JSON.stringify(scene) : '';
  const { value, obstacle } = useFollowed(
    (): Promise<Outcome<RecommendationView | null>> =>
      scene && connected ? desk.api.foresee(scene) : Promise.resolve({ ok: true, value: null }),
    asked,
    mark,
  );
  useEffect(() => {
    const at = readCoordinates(desk.draft.get()?.placeText ?? '');
    desk.foreseen.set(value && !obstacle ? { teams: sentTogether(value) } : null);
    const shown = value && { ...value, items: teamsInOrder(value, teamsShown) };
    desk.recommendation.set(shown && at ? { incidentId: null, at, recommendation: shown } : null);
  }, [desk, value, obstacle]);
  useEffect(
    () => () => {
      desk.foreseen.set(null);
      desk.recommendation.set(null);
    },
    [desk],
  );
  if (!scene) return null;
  const items = value ? teamsInOrder(value, teamsShown) : [];
  const together = value ? sentTogether(value) : [];
  const lacking = value?.places.filter(({ best }) => best === null) ?? [];
  const byLine = items.some(({ etaSource }) => etaSource === 'straight_line');
  const nearest = value?.passedOver.find(({ reason }) => !notMeant.includes(reason));
  return (
    <section className="foresight" aria-label={text('foresight.title')} tabIndex={0}>
      <h3 className="section-title">
        {text('foresight.title')}
        {value && <Age madeAt={value.madeAt} byLine={byLine} />}
      </h3>
      <p className="visually-hidden" role="status">
        {together.length > 0 &&
          !obstacle &&
          text('foresight.best', {
            team: namesOf(
              together.map(({ team }) => team),
              language,
            ),
          })}
      </p>
      {value && <p className="foresight-plan">{planText(value, treated.priority !== null, language)}</p>}
      {!connected && <p role="status">{text('foresight.offline')}</p>}
      {connected && !value && !obstacle && <p className="quiet">{text('recommendation.loading')}</p>}
      {connected && obstacle && (
        <p className="foresight-warning" role="status">
          {text('foresight.failed', { reason: obstacleTitle(language, obstacle) })}
        </p>
      )}
      {value && together.length === 0 && (
        <p className="foresight-warning" role="status">
          {text('foresight.nobody')}{' '}
          {nearest &&
            text('foresight.nearest', {
              team: nearest.team.callSign,
              reason: text(`passedOver.${nearest.reason}`),
            })}
        </p>
      )}
      {together.length > 0 && lacking.length > 0 && (
        <p className="foresight-warning" role="status">
          {lackText(lacking, language)}
        </p>
      )}
      <ol data-uncertain={obstacle !== null || undefined}>
        {items.map((row) => (
          <ForeseenTeam
            key={row.team.id}
            row={row}
            sent={together.length > 1 && together.includes(row)}
            language={language}
          />
        ))}
      </ol>
    </section>
  );
}

/** How old the minutes are, and that they are of a straight line where no road gave them. */
function Age({ madeAt, byLine }: { madeAt: string; byLine: boolean }): ReactNode {
  const { text } = useLanguage();
  const now = useStore(secondHand);
  const seconds = Math.max(0, Math.round((now - Date.parse(madeAt)) / 1_000));
  const age = text('foresight.age', { duration: text('time.seconds', { seconds }) });
  return (
    <small>
      {byLine && (
        <>
          <StraightLine />
          {' · '}
        </>
      )}
      {age}
    </small>
  );
}

function ForeseenTeam({
  row,
  sent,
  language,
}: {
  row: RecommendedTeamView;
  /** Whether it is one of several that the key sends. */
  sent: boolean;
  language: Language;
}): ReactNode {
  const { text, kilometres } = language;
  return (
    <li data-team={row.team.callSign} data-sent={sent || undefined}>
      <span>
        <strong>{row.team.callSign}</strong>{' '}
        <span className="quiet">
          {[text(`teamKind.${row.team.kind}`), whyLine(language, row, true)].filter(Boolean).join(' · ')}
        </span>
      </span>
      <strong>{text('map.minutes', { minutes: minutesOf(row) })}</strong>
      <span className="quiet">{text('number.kilometres', { value: kilometres(row.distanceMetres) })}</span>
      <NeededBy team={row} />
    </li>
  );
}

/** What is looked for: the units of the plan with their capabilities. */
function planText({ plan, places }: RecommendationView, known: boolean, language: Language): string {
  const { text } = language;
  const priority = known ? plan.priority : text('foresight.provisional', { priority: plan.priority });
  return text('foresight.asks', { priority, unit: unitsInWords(places, language) });
}
