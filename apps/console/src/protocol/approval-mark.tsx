import type { ReactNode } from 'react';
import { useLanguage } from '../language/language.js';

/** Whether a doctor vouches for a card, by shape and word. */
export function ApprovalMark({ approved }: { approved: boolean }): ReactNode {
  const { text } = useLanguage();
  return (
    <svg
      className="approval-mark"
      data-approved={approved || undefined}
      width="16"
      height="16"
      viewBox="0 0 16 16"
      role="img"
      aria-label={text(approved ? 'protocol.signed' : 'protocol.unsigned')}
    >
      <circle cx="8" cy="8" r="6.5" fill={approved ? 'currentColor' : 'none'} stroke="currentColor" />
      {approved && <path d="M4.6 8.2 7 10.6l4.4-5" fill="none" className="approval-tick" />}
    </svg>
  );
}
