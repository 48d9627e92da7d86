import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, IfMatch, PathId, type Caller, type Refusal } from '#lib/platform';
import { IncidentClosing } from './incident-closing.js';
import { CloseRequest, IncidentChange, IncidentQuery, ReopenRequest } from './incident.dto.js';
import { IncidentEditing } from './incident-editing.js';
import { IncidentReading } from './incident-reading.js';
import { IncidentPage, IncidentView } from './incident.view.js';

@ApiTags('incidents')
@Controller('incidents')
export class IncidentController {
  constructor(
    private readonly reading: IncidentReading,
    private readonly editing: IncidentEditing,
    private readonly closing: IncidentClosing,
  ) {}

  @Get()
  @Allow('incident.read')
  @ApiOperation({ summary: 'Incidents of the center, newest first. A team sees those it was sent to.' })
  @ApiOkResponse({ type: IncidentPage })
  list(
    @CurrentCaller() caller: Caller,
    @Query() query: IncidentQuery,
  ): Promise<Result<IncidentPage, Refusal>> {
    return this.reading.list(caller, query);
  }

  @Get(':id')
  @Allow('incident.read')
  @ApiOperation({
    summary:
      'One incident with its patients; its version is the ETag. Opening its personal data is recorded.',
  })
  @ApiOkResponse({ type: IncidentView })
  get(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<IncidentView, Refusal>> {
    return this.reading.get(caller, id);
  }

  @Patch(':id')
  @Allow('incident.write')
  @ApiOperation({
    summary:
      'Changes what is named. 412 carries the current incident when somebody changed it meanwhile; a change that ' +
      'changes nothing makes no new version.',
  })
  @ApiOkResponse({ type: IncidentView })
  edit(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @IfMatch() ifMatch: string | undefined,
    @Body() change: IncidentChange,
  ): Promise<Result<IncidentView, Refusal>> {
    return this.editing.edit(caller, id, ifMatch, change);
  }

  @Post(':id/close')
  @HttpCode(200)
  @Allow('incident.write')
  @ApiOperation({
    summary:
      'Closes an incident with how it ended. Teams still under way are recalled; 409 while one is with the patient.',
  })
  @ApiOkResponse({ type: IncidentView })
  close(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Body() request: CloseRequest,
  ): Promise<Result<IncidentView, Refusal>> {
    return this.closing.close(caller, id, request);
  }

  @Post(':id/reopen')
  @HttpCode(200)
  @Allow('incident.write')
  @ApiOperation({
    summary:
      'Reopens a closed incident; it waits for a team again. For supervisors, and for a short while for whoever ' +
      'closed it.',
  })
  @ApiOkResponse({ type: IncidentView })
  reopen(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Body() request: ReopenRequest,
  ): Promise<Result<IncidentView, Refusal>> {
    return this.closing.reopen(caller, id, request);
  }
}
