import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, IfMatch, PathId, type Caller, type Page, type Refusal } from '#lib/platform';
import { TeamDuty } from '../duty/team-duty.js';
import {
  DutyRequest,
  NewTeamRequest,
  TeamChangesRequest,
  TeamPage,
  TeamPageQuery,
  TeamResponse,
} from './team.dto.js';
import type { TeamView } from './team.js';
import { Teams } from './teams.js';

@ApiTags('teams')
@Controller('teams')
export class TeamController {
  constructor(
    private readonly teams: Teams,
    private readonly duty: TeamDuty,
  ) {}

  @Allow('team.read')
  @Get()
  @ApiOperation({ summary: 'Teams by call sign, with their last position. A team sees itself alone.' })
  @ApiOkResponse({ type: TeamPage })
  list(
    @CurrentCaller() caller: Caller,
    @Query() query: TeamPageQuery,
  ): Promise<Result<Page<TeamView>, Refusal>> {
    return this.teams.list(caller, query);
  }

  @Allow('team.read')
  @Get(':id')
  @ApiOperation({ summary: 'One team.' })
  @ApiOkResponse({ type: TeamResponse })
  view(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<TeamView, Refusal>> {
    return this.teams.view(caller, id);
  }

  @Allow('team.write')
  @Post()
  @ApiOperation({ summary: 'Adds a team, off duty.' })
  @ApiCreatedResponse({ type: TeamResponse })
  create(@CurrentCaller() caller: Caller, @Body() team: NewTeamRequest): Promise<Result<TeamView, Refusal>> {
    return this.teams.create(caller, team);
  }

  @Allow('team.write')
  @Patch(':id')
  @ApiOperation({ summary: 'Changes a team; `active: false` takes it off duty and out of use.' })
  @ApiOkResponse({ type: TeamResponse })
  change(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Body() changes: TeamChangesRequest,
    @IfMatch() ifMatch?: string,
  ): Promise<Result<TeamView, Refusal>> {
    return this.teams.change(caller, id, changes, ifMatch);
  }

  @Allow('team.duty')
  @Post(':id/duty')
  @HttpCode(200)
  @ApiOperation({ summary: 'Brings a team on duty with its crew, changes the crew, or takes it off duty.' })
  @ApiOkResponse({ type: TeamResponse })
  changeDuty(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Body() change: DutyRequest,
  ): Promise<Result<TeamView, Refusal>> {
    return this.duty.change(caller, id, change);
  }
}
