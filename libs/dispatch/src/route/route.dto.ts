import { etaFallbackReasons, etaSources, type EtaFallbackReason, type EtaSource } from '#lib/contract';
import { Choice, Identifier, Identifiers, LineCoordinates, NestedList } from '#lib/platform';

/** Enough for a page of candidates and the teams under way; each is a question of its own to the roads. */
export const mostRoutes = 10;

export const routeDestinations = ['incident', 'facility'] as const;
export type RouteDestination = (typeof routeDestinations)[number];

export class RouteQuery {
  @Identifiers({ min: 1, max: mostRoutes, query: true, description: 'The teams whose ways are wanted.' })
  teamIds: string[];
}

export class RouteView {
  @Identifier({ description: 'The team.' })
  teamId: string;

  @Choice(routeDestinations, {
    name: 'RouteDestination',
    description: 'Where the way ends: at the incident, or at the hospital that its patient is brought to.',
  })
  to: RouteDestination;

  @LineCoordinates({
    description:
      'From the team’s last position to the road, along roads, and from there to the place; two points where the source is a straight line.',
  })
  line: [lon: number, lat: number][];

  @Choice(etaSources, { name: 'EtaSource', description: 'Where the line comes from.' })
  source: EtaSource;

  @Choice(etaFallbackReasons, {
    nullable: true,
    description: 'Why roads did not give it; null when they did.',
  })
  fallbackReason: EtaFallbackReason | null;
}

export class RoutesView {
  @NestedList(() => RouteView, {
    max: mostRoutes,
    description:
      'In the order asked for. Left out: a team whose position nobody knows, and one with the patient that has no known hospital left to reach.',
  })
  items: RouteView[];
}
