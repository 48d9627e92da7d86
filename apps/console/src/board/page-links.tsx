import type { ReactNode } from 'react';
import { useLanguage, type TextKey } from '../language/language.js';
import { useStore } from '../live/store.js';
import { useDesk } from './desk.js';
import { callSections, goTo, manageSections, route } from './route.js';

/** A link to another page, without loading the console again. */
export function PageLink({
  to,
  current = false,
  className,
  children,
}: {
  to: string;
  current?: boolean;
  className?: string;
  children: ReactNode;
}): ReactNode {
  return (
    <a
      href={to}
      className={className}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        goTo(to);
      }}
    >
      {children}
    </a>
  );
}

/** The pages of roles that have more than the board. */
export function PageLinks(): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const path = useStore(route);
  const [calls] = callSections.filter(({ needs }) => desk.may(needs));
  const [manage] = manageSections.filter(({ needs }) => desk.may(needs));
  const links: readonly (readonly [path: string, prefix: string, name: TextKey])[] = [
    ['/', '/', 'page.board'],
    ...(desk.may('report.read') ? [['/overview', '/overview', 'page.overview'] as const] : []),
    ...(calls ? [[`/calls/${calls.name}`, '/calls', 'page.calls'] as const] : []),
    ...(desk.may('protocol.read') ? [['/protocol', '/protocol', 'page.protocol'] as const] : []),
    ...(manage ? [[`/manage/${manage.name}`, '/manage', 'page.manage'] as const] : []),
  ];
  if (links.length === 1) return null;
  return (
    <nav className="page-links" aria-label={text('page.label')}>
      {links.map(([to, prefix, name]) => (
        <PageLink key={to} to={to} current={prefix === '/' ? path === '/' : path.startsWith(prefix)}>
          {text(name)}
        </PageLink>
      ))}
    </nav>
  );
}
