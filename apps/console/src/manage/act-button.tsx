import type { ReactNode } from 'react';
import type { Outcome } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { obstacleTitle } from '../look/refusal.js';

/** One press, one act; why it was refused is told. */
export function ActButton({
  label,
  act,
  done,
}: {
  label: string;
  act: () => Promise<Outcome<unknown>>;
  done: () => void;
}): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const press = async (): Promise<void> => {
    const answer = await act();
    if (!answer.ok) desk.tell(obstacleTitle(language, answer.obstacle));
    done();
  };
  return (
    <button type="button" className="button small quiet" onClick={() => void press()}>
      {label}
    </button>
  );
}
