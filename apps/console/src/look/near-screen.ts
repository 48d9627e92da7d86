import { useEffect, useState, type RefObject } from 'react';

type Tell = (near: boolean) => void;

/** So far beyond the edge of its list something counts as near, so that it runs before it is seen. */
const margin = '300px';

const tells = new WeakMap<Element, Tell>();
let watch: IntersectionObserver | undefined;

/** One for the whole page: hundreds of rows are watched at once. */
const watching = (): IntersectionObserver =>
  (watch ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) tells.get(target)?.(isIntersecting);
    },
    { rootMargin: margin, scrollMargin: margin },
  ));

/** Whether the element is on the screen or close to it: what runs on it need not run elsewhere. */
export function useNearScreen(element: RefObject<Element | null>): boolean {
  const [near, setNear] = useState(true);
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    tells.set(current, setNear);
    watching().observe(current);
    return () => watching().unobserve(current);
  }, [element]);
  return near;
}
