import type { ReactNode } from 'react';
import type { BoardContact } from '#lib/contract';
import { useLanguage } from '../language/language.js';

/** Why a contact stands where it stands, or what nobody has done yet: by shape and word. */
export function ContactMarks({ contact }: { contact: BoardContact }): ReactNode {
  const { text } = useLanguage();
  const { calledAboutLiveIncident, lowered, state, answeredBy } = contact;
  const unanswered = state === 'answered' && answeredBy === null;
  if (!calledAboutLiveIncident && !lowered && !unanswered) return null;
  return (
    <ul className="contact-marks">
      {calledAboutLiveIncident && (
        <li data-mark="live">
          <Arrow up />
          {text('contacts.aboutLive')}
        </li>
      )}
      {lowered && (
        <li data-mark="lowered">
          <Arrow up={false} />
          {text('contacts.lowered')}
        </li>
      )}
      {unanswered && <li>{text('contacts.nobodyAnswered')}</li>}
    </ul>
  );
}

const Arrow = ({ up }: { up: boolean }): ReactNode => (
  <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
    <path
      d={up ? 'M5 1 9.5 9h-9z' : 'M5 9 .5 1h9z'}
      fill={up ? 'currentColor' : 'none'}
      stroke="currentColor"
    />
  </svg>
);
