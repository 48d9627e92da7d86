import { Module, type DynamicModule } from '@nestjs/common';
import { CenterModule } from '#lib/center';
import { FacilityModule } from '#lib/facility';
import { FleetModule } from '#lib/fleet';
import { IdentityModule } from '#lib/identity';
import { PlatformModule, type Foundations } from '#lib/platform';

/** The process, put together. Which modules run is decided here and nowhere else. */
@Module({})
export class ServerModule {
  static on(foundations: Foundations): DynamicModule {
    return {
      module: ServerModule,
      imports: [PlatformModule.on(foundations), IdentityModule, CenterModule, FacilityModule, FleetModule],
    };
  }
}
