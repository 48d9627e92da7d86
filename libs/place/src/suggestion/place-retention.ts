import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Clock } from '#lib/kernel';
import { Centers } from '#lib/center';
import { CLOCK, Housekeeping } from '#lib/platform';
import { LocationLinkRepository } from '../location-link/location-link.repository.js';
import { SuggestionRepository } from './suggestion.repository.js';

/**
 * Forgets where callers and their phones said they are, and the links that were sent to them, each center by its
 * `retention`. The place of the incident, and that there was a suggestion and from what source, stay.
 */
@Injectable()
export class PlaceRetention implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly centers: Centers,
    private readonly suggestions: SuggestionRepository,
    private readonly links: LocationLinkRepository,
    private readonly housekeeping: Housekeeping,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.housekeeping.add('places of callers', async () => {
      for (const { id, settings } of await this.centers.list()) {
        const { placeSuggestionDays, locationLinkDays } = settings.retention;
        await this.suggestions.deleteOlderThan(this.dataSource, id, this.daysAgo(placeSuggestionDays));
        await this.links.deleteOlderThan(this.dataSource, id, this.daysAgo(locationLinkDays));
      }
    });
  }

  private daysAgo(days: number): Date {
    return new Date(this.clock.now().getTime() - days * 86_400_000);
  }
}
