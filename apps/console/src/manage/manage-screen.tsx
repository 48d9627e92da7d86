import { useMemo, type ReactNode } from 'react';
import { AreasContext, useAreas } from '../board/areas.js';
import { useDesk } from '../board/desk.js';
import { PageFrame } from '../board/page-frame.js';
import { manageSections, type ManageSection } from '../board/route.js';
import { SectionedPage } from '../board/sectioned-page.js';
import { useLanguage } from '../language/language.js';
import { ApiKeys } from './api-keys.js';
import { AuditTrail } from './audit-trail.js';
import { CenterSection } from './center-section.js';
import { Connections } from './connections.js';
import { Facilities } from './facilities.js';
import { Ground } from './ground.js';
import { Plans } from './plans.js';
import { Teams } from './teams.js';
import { Users } from './users.js';

const screens: Readonly<Record<ManageSection, () => ReactNode>> = {
  center: CenterSection,
  ground: Ground,
  users: Users,
  teams: Teams,
  facilities: Facilities,
  plans: Plans,
  keys: ApiKeys,
  connections: Connections,
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
  if (!section) return <PageFrame>{<p className="empty">{text('manage.nothing')}</p>}</PageFrame>;
  const Part = screens[section.name];
  const parts = sections.map(({ name }) => ({ name, label: text(`manage.${name}`) }));
  return (
    <AreasContext value={areas}>
      <SectionedPage
        title={text('page.manage')}
        path="/manage"
        sections={parts}
        present={{ name: section.name, label: text(`manage.${section.name}`) }}
      >
        <Part key={section.name} />
      </SectionedPage>
    </AreasContext>
  );
}
