import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useLanguage } from '../language/language.js';

/** So many rows are drawn at first, and so many more each time the end comes near. */
const step = 80;

/** A long list of which as much is drawn as somebody has scrolled to: nothing is left out, it only comes later. */
export function useGrowing<T>(rows: readonly T[]): {
  readonly shown: readonly T[];
  readonly more: ReactNode;
} {
  const { text } = useLanguage();
  const [most, setMost] = useState(step);
  const rest = rows.length - most;
  const grow = (): void => setMost((present) => present + step);
  const more =
    rest > 0 ? (
      <MoreRows key={most} onNear={grow}>
        {text('list.moreRows', { count: rest })}
      </MoreRows>
    ) : null;
  return { shown: rows.slice(0, most), more };
}

function MoreRows({ onNear, children }: { onNear: () => void; children: ReactNode }): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  const latest = useRef(onNear);
  useEffect(() => {
    latest.current = onNear;
  });
  useEffect(() => {
    if (!button.current) return;
    const watch = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) latest.current();
    });
    watch.observe(button.current);
    return () => watch.disconnect();
  }, []);
  return (
    <button ref={button} type="button" className="button quiet list-more" onClick={onNear}>
      {children}
    </button>
  );
}
