import type { ReactNode } from 'react';
import type { Priority } from '#lib/contract';
import { useLanguage } from '../language/language.js';
import type { TeamState } from '../live/response-clock.js';
import {
  priorityColour,
  priorityDigit,
  priorityShapes,
  priorityTextY,
  teamColour,
  teamInside,
  teamRing,
} from './shapes.js';

/** A priority by shape, number and colour; its name is read out. */
export function PriorityMark({
  priority,
  size = 26,
}: {
  priority: Priority | null;
  size?: number;
}): ReactNode {
  const { text } = useLanguage();
  const name = priority ?? 'unknown';
  const colour = priorityColour(name);
  return (
    <svg
      className="priority-mark"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      role="img"
      aria-label={text(priority ? `priority.${priority}` : 'priority.none')}
    >
      <path
        d={priorityShapes[name]}
        fill={name === 'unknown' ? 'none' : `var(${colour})`}
        stroke={`var(${colour})`}
        strokeWidth={name === 'unknown' ? 2 : 0}
      />
      <text
        x="12"
        y={priorityTextY[name]}
        textAnchor="middle"
        fontSize="12"
        fontWeight="800"
        fill={name === 'unknown' ? `var(${colour})` : `var(${colour}-text)`}
      >
        {priorityDigit(name)}
      </text>
    </svg>
  );
}

/** Something is not as it should be. Decorative: the words stand beside it. */
export function WarningMark({ size = 18 }: { size?: number }): ReactNode {
  return (
    <svg className="warning-mark" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={priorityShapes.P1} fill="currentColor" />
      <path d="M12 9v6M12 17.5v2" stroke="var(--surface)" strokeWidth="2.5" />
    </svg>
  );
}

/** A handset, before a number. Decorative: the number stands beside it. */
export function TelephoneMark({ size = 14 }: { size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path
        d="M5 3.5 8.5 3 11 8.5 8.5 10.5Q10.5 14 13.5 15.5L15.5 13 21 15.5 20.5 19Q20 21.5 17.5 21.5 3 20 2.5 6.5 2.5 4 5 3.5Z"
        fill="currentColor"
      />
    </svg>
  );
}

/** A team's state by what stands in its circle. Decorative: the words stand beside it. */
export function TeamMark({ state, size = 16 }: { state: TeamState; size?: number }): ReactNode {
  const colour = `var(${teamColour[state]})`;
  return (
    <svg className="team-mark" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={teamRing} fill="none" stroke={colour} strokeWidth="2.5" />
      <path d={teamInside[state]} fill={colour} />
    </svg>
  );
}
