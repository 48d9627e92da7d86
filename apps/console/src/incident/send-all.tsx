import { useState, type ReactNode } from 'react';
import { newKey } from '../api/api.js';
import type { RecommendedTeamView } from '../api/generated/types.gen.js';
import type { Obstacle } from '../api/outcome.js';
import { runningClock } from '../language/formats.js';
import { useLanguage, type Language } from '../language/language.js';
import { KeyWords } from '../look/key-words.js';
import { Refusal } from '../look/refusal.js';
import { namesOf, timesOf } from './planned-teams.js';

/** One press for every team that the plan asks for. */
export function SendAll({
  together,
  busy,
  keysTaken,
  send,
}: {
  together: readonly RecommendedTeamView[];
  busy: boolean;
  keysTaken: boolean;
  send: (key: string) => Promise<Obstacle | null>;
}): ReactNode {
  const language = useLanguage();
  const { text } = language;
  const [obstacle, press] = usePress(send);
  return (
    <div className="send-all">
      <button
        type="button"
        className="button primary large"
        disabled={busy}
        data-send-first
        data-shortcut={keysTaken ? 'B' : undefined}
        onClick={() => void press()}
      >
        <KeyWords words={busy ? text('recommendation.sending') : sendAllText(together, language)} />{' '}
        <kbd>{keysTaken ? 'B' : '⏎'}</kbd>
      </button>
      {obstacle && <Refusal obstacle={obstacle} />}
    </div>
  );
}

/** A press that is repeated as the same request only when nobody answered it. */
export function usePress(
  send: (key: string) => Promise<Obstacle | null>,
): [Obstacle | null, () => Promise<void>] {
  const [key, setKey] = useState(newKey);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const press = async (): Promise<void> => {
    const refused = await send(key);
    setObstacle(refused);
    if (refused?.code !== 'unreachable') setKey(newKey());
  };
  return [obstacle, press];
}

/** A key that sends these teams, with how long each needs. */
export const sendAllText = (together: readonly RecommendedTeamView[], language: Language): string =>
  language.text('recommendation.sendAll', {
    teams: namesOf(
      together.map(({ team }) => team),
      language,
    ),
    times: timesOf(together, runningClock),
  });
