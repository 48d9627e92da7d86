import type { ReactNode } from 'react';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { useStore } from '../live/store.js';
import './queues.css';

/** Opens the form for a call; the first thing of the screen, always. */
export function NewCallButton(): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const draftOpen = useStore(desk.draft) !== null;
  return (
    <div className="queue-actions">
      <button
        type="button"
        className="button primary new-call"
        disabled={draftOpen}
        onClick={() => desk.beginCall()}
      >
        {text('call.button')} <kbd>{'F2'}</kbd>
      </button>
    </div>
  );
}
