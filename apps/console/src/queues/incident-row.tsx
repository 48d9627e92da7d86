import { memo, useEffect, useRef, type ReactNode } from 'react';
import type { BoardTeam } from '#lib/contract';
import { useDesk } from '../board/desk.js';
import { useAreaNames } from '../board/areas.js';
import { useLanguage } from '../language/language.js';
import { PriorityMark } from '../look/marks.js';
import type { LiveIncident } from '../live/board.js';
import { useNearScreen } from '../look/near-screen.js';
import { RowClock } from './row-clock.js';
import { WhatNext } from './what-next.js';

/** One incident in a queue: what, where, since when, and what comes next. */
export const IncidentRow = memo(function IncidentRow({
  incident,
  team,
  selected,
}: {
  incident: LiveIncident;
  /** The one of which its last line speaks. */
  team: BoardTeam | undefined;
  selected: boolean;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const areaNames = useAreaNames();
  const element = useRef<HTMLLIElement>(null);
  const near = useNearScreen(element);
  useEffect(() => {
    if (selected) element.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const what = incident.complaint ?? text(`type.${incident.type}`);
  const area = incident.areaId === null ? undefined : areaNames.get(incident.areaId);
  const where = [area, incident.address].filter(Boolean).join(' · ');
  return (
    <li ref={element} className="incident-row" data-priority={incident.priority ?? 'unknown'}>
      <button
        type="button"
        aria-current={selected ? 'true' : undefined}
        data-incident={incident.id}
        onClick={() => desk.select(incident.id)}
      >
        <PriorityMark priority={incident.priority} />
        <span className="incident-what">{what}</span>
        <RowClock incident={incident} near={near} />
        <span className="incident-where">{where || incident.number}</span>
        <WhatNext incident={incident} team={team} near={near} />
      </button>
    </li>
  );
});
