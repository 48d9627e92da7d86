import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, PathId, type Caller, type Refusal } from '#lib/platform';
import { Assigning } from './assigning.js';
import { AssignmentProgress } from './assignment-progress.js';
import { AssignmentReading } from './assignment-reading.js';
import {
  AssignmentList,
  AssignmentPage,
  AssignmentQuery,
  AssignmentRequest,
  AssignmentStateRequest,
  AssignmentView,
  DivertRequest,
} from './assignment.dto.js';

@ApiTags('dispatch')
@Controller('incidents/:id/assignments')
export class IncidentAssignmentController {
  constructor(
    private readonly assigning: Assigning,
    private readonly reading: AssignmentReading,
  ) {}

  @Get()
  @Allow('incident.read')
  @ApiOperation({ summary: 'Every assignment of an incident, oldest first. A team sees its own.' })
  @ApiOkResponse({ type: AssignmentList })
  list(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<AssignmentList, Refusal>> {
    return this.reading.listOfIncident(caller, id);
  }

  @Post()
  @Allow('dispatch.assign')
  @ApiOperation({
    summary:
      'Sends a team: the named one, or the best of the recommendation, which is kept with the decision. 409 with ' +
      'the present state when somebody else was quicker.',
  })
  @ApiBody({ type: AssignmentRequest, required: false })
  @ApiCreatedResponse({ type: AssignmentView })
  assign(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Body() request: AssignmentRequest,
  ): Promise<Result<AssignmentView, Refusal>> {
    return this.assigning.assign(caller, id, request);
  }
}

@ApiTags('dispatch')
@Controller('assignments')
export class AssignmentController {
  constructor(
    private readonly assigning: Assigning,
    private readonly progress: AssignmentProgress,
    private readonly reading: AssignmentReading,
  ) {}

  @Get()
  @Allow('incident.read')
  @ApiOperation({ summary: 'Assignments of the center, newest first. A team sees its own.' })
  @ApiOkResponse({ type: AssignmentPage })
  list(
    @CurrentCaller() caller: Caller,
    @Query() query: AssignmentQuery,
  ): Promise<Result<AssignmentPage, Refusal>> {
    return this.reading.list(caller, query);
  }

  @Get(':id')
  @Allow('incident.read')
  @ApiOperation({ summary: 'One assignment.' })
  @ApiOkResponse({ type: AssignmentView })
  get(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<AssignmentView, Refusal>> {
    return this.reading.get(caller, id);
  }

  @Post(':id/state')
  @HttpCode(200)
  @Allow('assignment.progress')
  @ApiOperation({
    summary:
      'Reports the next step; by a team for itself, by a dispatcher for any team. 409 with the steps that are ' +
      'possible when this one is not; the present state again is answered as success.',
  })
  @ApiOkResponse({ type: AssignmentView })
  report(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Body() request: AssignmentStateRequest,
  ): Promise<Result<AssignmentView, Refusal>> {
    return this.progress.report(caller, id, request);
  }

  @Post(':id/divert')
  @Allow('dispatch.assign')
  @ApiOperation({
    summary:
      'Sends the team to a more urgent incident instead; answers the new assignment. Never with a patient aboard.',
  })
  @ApiCreatedResponse({ type: AssignmentView })
  divert(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Body() request: DivertRequest,
  ): Promise<Result<AssignmentView, Refusal>> {
    return this.assigning.divert(caller, id, request);
  }
}
