import type { ReactNode } from 'react';
import type { Priority } from '#lib/contract';
import { useLanguage } from '../language/language.js';
import type { TeamState } from '../live/response-clock.js';
import { PriorityMark, TeamMark } from '../look/marks.js';

const legendTeams: readonly Exclude<TeamState, 'off_duty'>[] = [
  'ready',
  'alerted',
  'to_scene',
  'on_scene',
  'with_patient',
];
const legendPriorities: readonly Priority[] = ['P1', 'P2', 'P3', 'P4'];

/** What the marks on the map mean. */
export function MapLegend(): ReactNode {
  const { text } = useLanguage();
  return (
    <ul data-covers-map className="map-legend" aria-label={text('map.legend')}>
      {legendTeams.map((state) => (
        <li key={state}>
          <TeamMark state={state} size={14} /> {text(`teamState.${state}`)}
        </li>
      ))}
      <li>
        {legendPriorities.map((priority) => (
          <PriorityMark key={priority} priority={priority} size={14} />
        ))}{' '}
        {text('map.incident')}
      </li>
      <li>
        <span className="legend-hospital" aria-hidden="true">
          {'+'}
        </span>{' '}
        {text('map.hospital')}
      </li>
    </ul>
  );
}
