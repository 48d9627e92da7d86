import type { IncidentView } from '../api/generated/types.gen.js';
import type { Obstacle } from '../api/outcome.js';

/** The incident as it stands, where a save was refused because somebody had changed it meanwhile. */
export const currentIncident = (obstacle: Obstacle | null): IncidentView | undefined =>
  obstacle?.code === 'version_mismatch' ? (obstacle.problem?.current as IncidentView) : undefined;
