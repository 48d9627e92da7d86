import { useEffect, useMemo, type ReactNode } from 'react';
import { AreasContext, useAreas } from '../board/areas.js';
import { useDesk } from '../board/desk.js';
import { PageFrame } from '../board/page-frame.js';
import { goTo, manageSections, type ManageSection } from '../board/route.js';
import { useLanguage } from '../language/language.js';
import { ApiKeys } from './api-keys.js';
import { AuditTrail } from './audit-trail.js';
import { CenterSection } from './center-section.js';
import { Facilities } from './facilities.js';
import { Plans } from './plans.js';
import { Teams } from './teams.js';
import { Users } from './users.js';
import '../look/lists.css';
import './manage.css';

const screens: Readonly<Record<ManageSection, () => ReactNode>> = {
  center: CenterSection,
  users: Users,
  teams: Teams,
  facilities: Facilities,
  plans: Plans,
  keys: ApiKeys,
  audit: AuditTrail,
};

/** Setting up a center and running it, without the command line. */
export default function ManageScreen({ path }: { path: string }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const areas = useAreas(desk);
  const sections = useMemo(() => manageSections.filter(({ needs }) => desk.may(needs)), [desk]);
  const wanted = path.split('/')[2];
  const section = sections.find(({ name }) => name === wanted) ?? sections[0];
  useEffect(() => {
    document.title = `${text('page.manage')} · ${text('app.name')}`;
    return () => {
      document.title = text('app.name');
    };
  }, [text]);
  if (!section) return <PageFrame>{<p className="empty">{text('manage.nothing')}</p>}</PageFrame>;
  const Section = screens[section.name];
  return (
    <AreasContext value={areas}>
      <PageFrame>
        <main className="manage">
          <nav aria-label={text('page.manage')}>
            {sections.map(({ name }) => (
              <a
                key={name}
                href={`/manage/${name}`}
                aria-current={name === section.name ? 'page' : undefined}
                onClick={(event) => {
                  event.preventDefault();
                  goTo(`/manage/${name}`);
                }}
              >
                {text(`manage.${name}`)}
              </a>
            ))}
          </nav>
          <section
            className="manage-section"
            aria-label={text(`manage.${section.name}`)}
            data-section={section.name}
          >
            <Section key={section.name} />
          </section>
        </main>
      </PageFrame>
    </AreasContext>
  );
}
