import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Health } from '#lib/platform';
import { CenterTravelTimes } from './travel-time/index.js';

/** How often the roads are asked whether they work, real milliseconds: trouble is known before the next call. */
const checkMilliseconds = 30_000;

/** Tells everyone when the roads do not answer, and lets go of them at the end. */
@Injectable()
export class TravelTimesWatch implements OnModuleInit, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly travelTimes: CenterTravelTimes,
    private readonly health: Health,
  ) {}

  onModuleInit(): void {
    this.health.register('roads', () => !this.travelTimes.health().degraded);
    this.timer = setInterval(() => void this.travelTimes.check(), checkMilliseconds).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.travelTimes.close();
  }
}
