import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, PathId, type Caller, type Refusal } from '#lib/platform';
import {
  ComparisonQuery,
  ProtocolDocument,
  ProtocolImport,
  VersionNote,
  WithdrawalRequest,
} from './protocol.dto.js';
import { ProtocolReading } from './protocol-views.js';
import { ProtocolVersions } from './protocol-versions.js';
import {
  ApprovalView,
  DifferenceList,
  FaultList,
  ProtocolVersionList,
  ProtocolVersionSummary,
  ProtocolVersionView,
} from './protocol.view.js';
import { SignOffs } from './sign-offs.js';

/** A protocol in both languages is about one megabyte. */
const importBytes = 8 * 1_048_576;
const CardNumber = () => ApiParam({ name: 'card', schema: { type: 'string', pattern: '^\\d\\d$' } });

@ApiTags('protocols')
@Controller('protocols')
export class ProtocolController {
  constructor(
    private readonly reading: ProtocolReading,
    private readonly versions: ProtocolVersions,
    private readonly signOffs: SignOffs,
  ) {}

  @Get()
  @Allow('protocol.read')
  @ApiOperation({ summary: 'Versions of the triage protocol, newest first, without their content.' })
  @ApiOkResponse({ type: ProtocolVersionList })
  list(@CurrentCaller() caller: Caller): Promise<ProtocolVersionList> {
    return this.versions.list(caller);
  }

  @Get('in-force')
  @Allow('protocol.read')
  @ApiOperation({ summary: 'The version that new triages run on, with all of its cards and scripts.' })
  @ApiOkResponse({ type: ProtocolVersionView })
  inForce(@CurrentCaller() caller: Caller): Promise<Result<ProtocolVersionView, Refusal>> {
    return this.reading.get(caller);
  }

  @Get(':id')
  @Allow('protocol.read')
  @ApiOperation({
    summary: 'A version with its content; a card without `approved` is not clinically approved.',
  })
  @ApiOkResponse({ type: ProtocolVersionView })
  get(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<ProtocolVersionView, Refusal>> {
    return this.reading.get(caller, id);
  }

  @Get(':id/comparison')
  @Allow('protocol.read')
  @ApiOperation({
    summary: 'Cards and texts added, removed and changed since another version, by their place.',
  })
  @ApiOkResponse({ type: DifferenceList })
  compare(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Query() query: ComparisonQuery,
  ): Promise<Result<DifferenceList, Refusal>> {
    return this.reading.compare(caller, query.with, id);
  }

  @Post('check')
  @HttpCode(200)
  @Allow('protocol.write')
  @RouteConfig({ bodyLimit: importBytes })
  @ApiOperation({ summary: 'Every fault of a protocol in both languages; keeps nothing.' })
  @ApiOkResponse({ type: FaultList })
  check(@Body() { document }: ProtocolDocument): FaultList {
    return this.reading.check(document);
  }

  @Post()
  @Allow('protocol.write')
  @RouteConfig({ bodyLimit: importBytes })
  @ApiOperation({
    summary: 'Adds a changed protocol as a new version, which is not in force until activated.',
  })
  @ApiCreatedResponse({ type: ProtocolVersionSummary })
  import(
    @CurrentCaller() caller: Caller,
    @Body() { document, note }: ProtocolImport,
  ): Promise<Result<ProtocolVersionSummary, Refusal>> {
    return this.versions.import(caller, document, note ?? null);
  }

  @Post('built-in')
  @Allow('protocol.write')
  @ApiOperation({ summary: 'Adds what comes with the system now as a new version, where it is none yet.' })
  @ApiBody({ type: VersionNote, required: false })
  @ApiCreatedResponse({ type: ProtocolVersionSummary })
  takeBuiltIn(
    @CurrentCaller() caller: Caller,
    @Body() { note }: VersionNote,
  ): Promise<Result<ProtocolVersionSummary, Refusal>> {
    return this.versions.takeBuiltIn(caller, note ?? null);
  }

  @Post(':id/activate')
  @HttpCode(200)
  @Allow('protocol.write')
  @ApiOperation({ summary: 'Puts a version into force: new triages run on it, those that run keep theirs.' })
  @ApiOkResponse({ type: ProtocolVersionSummary })
  activate(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
  ): Promise<Result<ProtocolVersionSummary, Refusal>> {
    return this.versions.activate(caller, id);
  }

  @Post(':id/cards/:card/sign-off')
  @Allow('protocol.sign')
  @CardNumber()
  @ApiOperation({
    summary: 'A doctor approves a card and its scripts; holds in every version where they are the same.',
  })
  @ApiBody({ type: VersionNote, required: false })
  @ApiCreatedResponse({ type: ApprovalView })
  sign(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Param('card') card: string,
    @Body() { note }: VersionNote,
  ): Promise<Result<ApprovalView, Refusal>> {
    return this.signOffs.sign(caller, id, card, note ?? null);
  }

  @Post(':id/cards/:card/withdrawal')
  @HttpCode(204)
  @Allow('protocol.sign')
  @CardNumber()
  @ApiOperation({ summary: 'Withdraws the approval of a card, with a reason.' })
  @ApiNoContentResponse()
  async withdraw(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Param('card') card: string,
    @Body() { reason }: WithdrawalRequest,
  ): Promise<Result<null, Refusal>> {
    return this.signOffs.withdraw(caller, id, card, reason);
  }
}
