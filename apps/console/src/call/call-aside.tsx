import type { KeyboardEvent, ReactNode } from 'react';
import { useLanguage } from '../language/language.js';
import type { CallDraft } from './call-draft.js';
import { Duplicates } from './duplicates.js';
import { PhonePlacesOfCall } from './phone-places-of-call.js';

/** What helps beside the form of a call. It has a column of its own, so that nothing of it ever moves a field. */
export function CallAside({ draft }: { draft: CallDraft }): ReactNode {
  const { text } = useLanguage();
  return (
    <section className="call-aside" aria-label={text('call.beside')} onKeyDown={pressInForm}>
      <PhonePlacesOfCall draft={draft} />
      <Duplicates draft={draft} />
    </section>
  );
}

/** The keys of the form work from here as well: they press its own buttons. */
function pressInForm(event: KeyboardEvent): void {
  const withControl = event.ctrlKey || event.metaKey;
  const press = (which: string): void => document.querySelector<HTMLElement>(`.call-form ${which}`)?.click();
  if (withControl && event.key === 'Enter') press('.call-buttons .large');
  else if (withControl && event.key.toLowerCase() === 's') press('.call-buttons [type=submit]');
  else if (event.key === 'Escape') document.querySelector<HTMLElement>('.call-form textarea')?.focus();
  else return;
  event.preventDefault();
}
