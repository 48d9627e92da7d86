import { Module, type DynamicModule } from '@nestjs/common';
import { CenterModule } from '#lib/center';
import { DispatchModule } from '#lib/dispatch';
import { FacilityModule } from '#lib/facility';
import { FleetModule } from '#lib/fleet';
import { IdentityModule } from '#lib/identity';
import { IncidentModule } from '#lib/incident';
import { IntakeModule } from '#lib/intake';
import { PlaceModule } from '#lib/place';
import { PlatformModule, type Foundations } from '#lib/platform';
import { RealtimeModule } from '#lib/realtime';
import { ReportingModule } from '#lib/reporting';
import { TriageModule } from '#lib/triage';

/** The process, put together. Which modules run is decided here and nowhere else. */
@Module({})
export class ServerModule {
  static on(foundations: Foundations): DynamicModule {
    return {
      module: ServerModule,
      imports: [
        PlatformModule.on(foundations),
        IdentityModule,
        CenterModule,
        FacilityModule,
        FleetModule,
        IncidentModule,
        TriageModule,
        DispatchModule,
        IntakeModule,
        PlaceModule,
        RealtimeModule,
        ReportingModule,
      ],
    };
  }
}
