import type { ReactNode } from 'react';
import { useLanguage, type TextKey } from '../language/language.js';
import { useStore } from '../live/store.js';
import { useDesk } from './desk.js';
import { goTo, manageSections, route } from './route.js';

/** The pages of roles that have more than the board. */
export function PageLinks(): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const path = useStore(route);
  const [manage] = manageSections.filter(({ needs }) => desk.may(needs));
  const links: readonly (readonly [path: string, prefix: string, name: TextKey])[] = [
    ['/', '/', 'page.board'],
    ...(desk.may('report.read') ? [['/overview', '/overview', 'page.overview'] as const] : []),
    ...(manage ? [[`/manage/${manage.name}`, '/manage', 'page.manage'] as const] : []),
  ];
  if (links.length === 1) return null;
  return (
    <nav className="page-links" aria-label={text('page.label')}>
      {links.map(([to, prefix, name]) => (
        <a
          key={to}
          href={to}
          aria-current={(prefix === '/' ? path === '/' : path.startsWith(prefix)) ? 'page' : undefined}
          onClick={(event) => {
            event.preventDefault();
            goTo(to);
          }}
        >
          {text(name)}
        </a>
      ))}
    </nav>
  );
}
