import type { ReactNode } from 'react';
import { useLanguage } from '../language/language.js';
import { telephoneText } from '../language/telephone.js';

/** Where somebody is called: dialled by a press where the computer on the desk can dial, read everywhere else. */
export function TelephoneLink({ who, number }: { who: string; number: string }): ReactNode {
  const { text } = useLanguage();
  // What is not E.164 is an extension of the exchange.
  const written = number.startsWith('+') ? telephoneText(number) : text('telephone.extension', { number });
  return (
    <a
      className="telephone"
      href={`tel:${number}`}
      aria-label={text('telephone.call', { who, number: written })}
    >
      {written}
    </a>
  );
}
