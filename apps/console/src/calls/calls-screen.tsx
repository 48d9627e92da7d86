import { useMemo, type ReactNode } from 'react';
import { useDesk } from '../board/desk.js';
import { PageFrame } from '../board/page-frame.js';
import { callSections, type CallSection } from '../board/route.js';
import { SectionedPage } from '../board/sectioned-page.js';
import { useLanguage } from '../language/language.js';
import { Numbers } from './numbers.js';
import { OwnReviews } from './own-reviews.js';
import { ReviewPage } from './review-page.js';
import { ReviewQueue } from './review-queue.js';
import { ReviewResults } from './review-results.js';
import './calls.css';

/** Looking after how calls are taken: case reviews with their results, and numbers that wait behind others. */
export default function CallsScreen({ path }: { path: string }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const sections = useMemo(() => callSections.filter(({ needs }) => desk.may(needs)), [desk]);
  const [, , wanted, id] = path.split('/');
  const section = sections.find(({ name }) => name === wanted) ?? sections[0];
  if (!section) return <PageFrame>{<p className="empty">{text('manage.nothing')}</p>}</PageFrame>;
  return (
    <SectionedPage
      title={text('page.calls')}
      path="/calls"
      sections={sections.map(({ name }) => ({ name, label: text(`calls.${name}`) }))}
      present={{ name: section.name, label: text(`calls.${section.name}`) }}
    >
      <Part key={id ?? section.name} section={section.name} id={id} />
    </SectionedPage>
  );
}

function Part({ section, id }: { section: CallSection; id: string | undefined }): ReactNode {
  switch (section) {
    case 'reviews':
      return id === undefined ? <ReviewQueue /> : <ReviewPage id={id} own={false} />;
    case 'own':
      return id === undefined ? <OwnReviews /> : <ReviewPage id={id} own />;
    case 'results':
      return <ReviewResults />;
    case 'numbers':
      return <Numbers />;
  }
}
