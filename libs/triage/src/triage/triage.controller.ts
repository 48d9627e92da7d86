import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, IfMatch, PathId, type Caller, type Refusal } from '#lib/platform';
import {
  TriageAnswerRequest,
  CardRequest,
  OverrideRequest,
  StepRequest,
  TriageIncidentRequest,
  TriageQuery,
  TriageStart,
} from './triage.dto.js';
import { TriageReading } from './triage-reading.js';
import { Triages } from './triages.js';
import { TriagePage, TriageRecord, TriageReportList, TriageView } from './triage.view.js';

type Answer = Promise<Result<TriageView, Refusal>>;

@ApiTags('triage')
@Controller('triages')
export class TriageController {
  constructor(
    private readonly triages: Triages,
    private readonly reading: TriageReading,
  ) {}

  @Post()
  @Allow('triage.write')
  @ApiOperation({
    summary:
      'Starts a triage on the protocol in force. For a contact with a running one, that one is answered.',
  })
  @ApiBody({ type: TriageStart, required: false })
  @ApiCreatedResponse({ type: TriageView })
  start(@CurrentCaller() caller: Caller, @Body() request: TriageStart): Answer {
    return this.triages.start(caller, request);
  }

  @Get()
  @Allow('triage.read')
  @ApiOperation({ summary: 'Triages, newest first, without their answers.' })
  @ApiOkResponse({ type: TriagePage })
  list(@CurrentCaller() caller: Caller, @Query() query: TriageQuery): Promise<Result<TriagePage, Refusal>> {
    return this.reading.list(caller, query);
  }

  @Get(':id')
  @Allow('triage.read')
  @ApiOperation({
    summary: 'A triage with all that is needed to go on; its version is the ETag. Opening it is recorded.',
  })
  @ApiOkResponse({ type: TriageView })
  get(@CurrentCaller() caller: Caller, @PathId() id: string): Answer {
    return this.reading.get(caller, id);
  }

  @Get(':id/entries')
  @Allow('triage.read')
  @ApiOperation({
    summary: 'Every act with its second and who did it, changed answers too. Opening is recorded.',
  })
  @ApiOkResponse({ type: TriageRecord })
  record(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<TriageRecord, Refusal>> {
    return this.reading.record(caller, id);
  }

  @Post(':id/answers')
  @HttpCode(200)
  @Allow('triage.write')
  @ApiOperation({ summary: 'Answers a question. Changing an answer needs If-Match, and both are kept.' })
  @ApiOkResponse({ type: TriageView })
  answer(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @IfMatch({ required: false }) ifMatch: string | undefined,
    @Body() { card, question, value }: TriageAnswerRequest,
  ): Answer {
    return this.triages.act(caller, id, ifMatch, { kind: 'answered', card, question, value });
  }

  @Post(':id/card')
  @HttpCode(200)
  @Allow('triage.write')
  @ApiOperation({
    summary: 'Chooses a card. Leaving another one needs If-Match; the danger found there stays.',
  })
  @ApiOkResponse({ type: TriageView })
  choose(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @IfMatch({ required: false }) ifMatch: string | undefined,
    @Body() { card }: CardRequest,
  ): Answer {
    return this.triages.act(caller, id, ifMatch, { kind: 'card_chosen', card });
  }

  @Post(':id/steps')
  @HttpCode(200)
  @Allow('triage.write')
  @ApiOperation({ summary: 'Says that a step of a script is being read to the caller.' })
  @ApiOkResponse({ type: TriageView })
  read(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @IfMatch({ required: false }) ifMatch: string | undefined,
    @Body() { script, step }: StepRequest,
  ): Answer {
    return this.triages.act(caller, id, ifMatch, { kind: 'step_read', script, step });
  }

  @Post(':id/override')
  @HttpCode(200)
  @Allow('triage.write')
  @ApiOperation({ summary: 'Sets the priority otherwise than the protocol, with a reason that is kept.' })
  @ApiOkResponse({ type: TriageView })
  override(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @IfMatch() ifMatch: string | undefined,
    @Body() { priority, reason }: OverrideRequest,
  ): Answer {
    return this.triages.act(caller, id, ifMatch, { kind: 'overridden', priority, reason });
  }

  @Post(':id/finish')
  @HttpCode(200)
  @Allow('triage.write')
  @ApiOperation({ summary: 'Ends the questions. Steps may still be read and the priority set.' })
  @ApiOkResponse({ type: TriageView })
  finish(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @IfMatch() ifMatch: string | undefined,
  ): Answer {
    return this.triages.act(caller, id, ifMatch, { kind: 'finished' });
  }

  @Post(':id/incident')
  @HttpCode(200)
  @Allow('triage.write')
  @ApiOperation({ summary: 'Attaches the triage to an incident, which takes over what was found.' })
  @ApiOkResponse({ type: TriageView })
  attach(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Body() { incidentId }: TriageIncidentRequest,
  ): Answer {
    return this.triages.attach(caller, id, incidentId);
  }
}

@ApiTags('incidents')
@Controller('incidents/:id/triage-reports')
export class TriageReportController {
  constructor(private readonly reading: TriageReading) {}

  @Get()
  @Allow('incident.read')
  @ApiOperation({
    summary:
      'What a crew is told of the triages of an incident: result, dangers, a short report. A team: of its own ' +
      'incidents. Opening is recorded.',
  })
  @ApiOkResponse({ type: TriageReportList })
  list(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<TriageReportList, Refusal>> {
    return this.reading.reports(caller, id);
  }
}
