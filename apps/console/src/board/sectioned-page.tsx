import { useEffect, type ReactNode } from 'react';
import { useLanguage } from '../language/language.js';
import { FailureBoundary } from '../look/failure-boundary.js';
import { PageFrame } from './page-frame.js';
import { PageLink } from './page-links.js';
import '../look/lists.css';
import '../manage/manage.css';

export interface Section {
  /** The part of the path that names it. */
  readonly name: string;
  readonly label: string;
}

/** A page of several parts: their names on the left, one of them beside it. */
export function SectionedPage({
  title,
  path,
  sections,
  present,
  children,
}: {
  title: string;
  /** What the paths of its sections begin with: `/manage`. */
  path: string;
  sections: readonly Section[];
  present: Section;
  children: ReactNode;
}): ReactNode {
  const { text } = useLanguage();
  useEffect(() => {
    document.title = `${title} · ${text('app.name')}`;
    return () => {
      document.title = text('app.name');
    };
  }, [title, text]);
  return (
    <PageFrame>
      <main className="manage">
        <nav aria-label={title}>
          {sections.map(({ name, label }) => (
            <PageLink key={name} to={`${path}/${name}`} current={name === present.name}>
              {label}
            </PageLink>
          ))}
        </nav>
        <section className="manage-section" aria-label={present.label} data-section={present.name}>
          <FailureBoundary key={present.name}>{children}</FailureBoundary>
        </section>
      </main>
    </PageFrame>
  );
}
