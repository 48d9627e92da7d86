import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Clock } from '#lib/kernel';
import { Public, Unlimited } from '../http/access.js';
import { Choice, Flag, Decimal, TextList, Time } from '../http/fields.js';
import { RefusalException } from '../problem/refusal.js';
import { CLOCK } from '../sources.js';
import { DATABASE, type Database } from '../database/database.js';
import { DatabasePulse } from './database-pulse.js';
import { Health } from './health.js';
import { Metrics } from './metrics.js';

class Liveness {
  @Flag({ description: 'The process runs.' })
  live: boolean;
}

class Readiness {
  @Flag({ description: 'The process takes work and its database answers.' })
  ready: boolean;

  @Choice(['embedded', 'server'], { description: 'Which database it runs on.' })
  database: string;

  @TextList({ description: 'Parts that do not work fully.', max: 20, maxLength: 50 })
  degraded: string[];

  @Time({ description: 'The server’s clock.' })
  now: Date;

  @Decimal({ description: 'Seconds of this clock in a real second; 1 outside replays.', min: 0, max: 1e6 })
  clockSpeed: number;
}

@Unlimited()
@ApiTags('health')
@Controller({ path: 'health', version: undefined })
export class HealthController {
  constructor(
    private readonly pulse: DatabasePulse,
    private readonly health: Health,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Whether the process runs at all; never asks the database. */
  @Public('asked by process supervisors')
  @Get('live')
  @ApiOkResponse({ type: Liveness })
  live(): Liveness {
    return { live: true };
  }

  /** Whether the process takes work. 503 while it starts, stops, or has no database. */
  @Public('asked by load balancers')
  @Get('ready')
  @ApiOkResponse({ type: Readiness })
  async ready(): Promise<Readiness> {
    if (this.health.isStopping) throw new RefusalException({ code: 'shutting_down', retryAfterSeconds: 2 });
    await this.pulse.beat();
    return {
      ready: true,
      database: this.database.kind,
      degraded: this.health.degraded(),
      now: this.clock.now(),
      clockSpeed: this.clock.speed,
    };
  }
}

@Controller({ path: 'metrics', version: undefined })
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Public('scraped by Prometheus; holds no personal data')
  @Get()
  @Header('cache-control', 'no-store')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiExcludeEndpoint()
  read(): Promise<string> {
    return this.metrics.text();
  }
}
