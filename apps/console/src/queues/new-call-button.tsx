import type { ReactNode } from 'react';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { useStore } from '../live/store.js';
import './queues.css';

/** Opens the form for a call, or the one that lies aside; the first thing of the screen, always. */
export function NewCallButton(): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const draft = useStore(desk.draft);
  const aside = useStore(desk.draftAside);
  return (
    <div className="queue-actions">
      <button
        type="button"
        className="button primary new-call"
        disabled={draft !== null && !aside}
        onClick={() => desk.beginCall()}
      >
        {text(aside ? 'call.goOn' : 'call.button')} <kbd>{'F2'}</kbd>
      </button>
      {aside && <p className="call-aside-words">{draft?.complaint || draft?.phone}</p>}
    </div>
  );
}
