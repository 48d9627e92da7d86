import type { ReactNode } from 'react';
import { useLanguage } from '../language/language.js';
import type { CallDraft } from './call-draft.js';
import { Duplicates } from './duplicates.js';

/** What helps beside the form of a call. It has a column of its own, so that nothing of it ever moves a field. */
export function CallAside({ draft }: { draft: CallDraft }): ReactNode {
  const { text } = useLanguage();
  return (
    <section className="call-aside" aria-label={text('call.beside')}>
      <Duplicates draft={draft} />
    </section>
  );
}
