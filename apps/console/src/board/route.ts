import type { Permission } from '#lib/contract';
import { createStore } from '../live/store.js';

/** The page on the screen, by its path; the browser's back button works. */
export const route = createStore(location.pathname);
window.addEventListener('popstate', () => route.set(location.pathname));

export function goTo(path: string): void {
  if (path !== location.pathname) history.pushState(null, '', path);
  route.set(path);
}

/** The parts of looking after how calls are taken, each with what it takes to see it. */
export const callSections = [
  { name: 'reviews', needs: 'case_review.read' },
  { name: 'results', needs: 'case_review.read' },
  { name: 'own', needs: 'case_review.own' },
  { name: 'numbers', needs: 'contact.read' },
] as const satisfies readonly { name: string; needs: Permission }[];
export type CallSection = (typeof callSections)[number]['name'];

/** The parts of setting up a center, each with what it takes to see it. */
export const manageSections = [
  { name: 'center', needs: 'center.write' },
  { name: 'ground', needs: 'center.write' },
  { name: 'users', needs: 'user.read' },
  { name: 'teams', needs: 'team.write' },
  { name: 'facilities', needs: 'facility.write' },
  { name: 'plans', needs: 'response_plan.write' },
  { name: 'keys', needs: 'api_key.write' },
  { name: 'connections', needs: 'exchange.write' },
  { name: 'audit', needs: 'audit.read' },
] as const satisfies readonly { name: string; needs: Permission }[];
export type ManageSection = (typeof manageSections)[number]['name'];
