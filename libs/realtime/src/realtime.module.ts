import { Module } from '@nestjs/common';
import { FacilityModule } from '#lib/facility';
import { FleetModule } from '#lib/fleet';
import { IdentityModule } from '#lib/identity';
import { AsyncApiController } from './asyncapi/asyncapi.controller.js';
import { ClientMessages } from './connection/client-messages.js';
import { Connections } from './connection/connections.js';
import { Occupancy } from './connection/occupancy.js';
import { Entrance } from './connection/entrance.js';
import { CenterFeeds } from './feed/center-feeds.js';
import { JournalReplay } from './feed/journal-replay.js';
import { LivePositions } from './positions/live-positions.js';
import { Presence } from './presence/presence.js';
import { Processes } from './processes/processes.js';
import { RealtimeGateway } from './realtime.gateway.js';
import { Board } from './snapshot/board.js';
import { Snapshots } from './snapshot/snapshots.js';

@Module({
  imports: [FacilityModule, FleetModule, IdentityModule],
  controllers: [AsyncApiController],
  providers: [
    Board,
    CenterFeeds,
    ClientMessages,
    Connections,
    Entrance,
    JournalReplay,
    LivePositions,
    Occupancy,
    Presence,
    Processes,
    RealtimeGateway,
    Snapshots,
  ],
})
export class RealtimeModule {}
