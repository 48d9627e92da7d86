import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, PathId, type Caller, type Page, type Refusal } from '#lib/platform';
import { FixListPipe } from './fix-list.pipe.js';
import {
  FixRequest,
  PositionReceiptResponse,
  TeamFixRequest,
  TrackPage,
  TrackQuery,
} from './position.dto.js';
import type { TrackPoint } from './position-history.repository.js';
import { Positions, type PositionReceipt } from './positions.js';
import { Tracks } from './tracks.js';

/** A phone that was without signal for an hour and a half, at a fix every five seconds. */
const mostFixesOfATeam = 1_000;
/** A fleet's gateway that sends what it gathered in some seconds. */
const mostFixesOfAFleet = 5_000;
/** Generous for a fix with every field. */
const bytesPerFix = 400;

@ApiTags('positions')
@Controller()
export class PositionController {
  constructor(
    private readonly positions: Positions,
    private readonly tracks: Tracks,
  ) {}

  @Allow('team.position')
  @Post('teams/:id/positions')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Stores fixes of one team. What was answered is stored; send again what was not.',
  })
  @ApiBody({ type: [FixRequest], description: `At most ${mostFixesOfATeam}.` })
  @ApiOkResponse({ type: PositionReceiptResponse })
  storeFor(
    @CurrentCaller() caller: Caller,
    @PathId() teamId: string,
    @Body(FixListPipe.ofOneTeam(mostFixesOfATeam)) fixes: FixRequest[],
  ): Promise<Result<PositionReceipt, Refusal>> {
    return this.positions.storeFor(caller, teamId, fixes);
  }

  @Allow('team.position')
  @Post('positions')
  @HttpCode(200)
  @RouteConfig({ bodyLimit: mostFixesOfAFleet * bytesPerFix })
  @ApiOperation({ summary: 'Stores fixes of many teams, by id or call sign: for trackers and gateways.' })
  @ApiBody({ type: [TeamFixRequest], description: `At most ${mostFixesOfAFleet}.` })
  @ApiOkResponse({ type: PositionReceiptResponse })
  store(
    @CurrentCaller() caller: Caller,
    @Body(FixListPipe.ofManyTeams(mostFixesOfAFleet)) fixes: TeamFixRequest[],
  ): Promise<Result<PositionReceipt, Refusal>> {
    return this.positions.store(caller, fixes);
  }

  @Allow('team.track')
  @Get('teams/:id/track')
  @ApiOperation({
    summary: 'Where a team went. Each reading is kept in the trail of access to personal data.',
  })
  @ApiOkResponse({ type: TrackPage })
  track(
    @CurrentCaller() caller: Caller,
    @PathId() teamId: string,
    @Query() range: TrackQuery,
  ): Promise<Result<Page<TrackPoint>, Refusal>> {
    return this.tracks.view(caller, teamId, range);
  }
}
