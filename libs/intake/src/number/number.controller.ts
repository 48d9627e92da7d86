import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, PathId, type Caller, type Refusal } from '#lib/platform';
import {
  LoweringPage,
  LoweringProposalList,
  LoweringQuery,
  LoweringRequest,
  LoweringView,
} from './lowering.dto.js';
import { Lowerings } from './lowerings.js';
import { NumberHistory, NumberHistoryRequest } from './number-history.dto.js';
import { NumberHistories } from './number-history.js';

@ApiTags('numbers')
@Controller('numbers')
export class NumberController {
  constructor(
    private readonly histories: NumberHistories,
    private readonly lowerings: Lowerings,
  ) {}

  @Post('history')
  @HttpCode(200)
  @Allow('contact.read')
  @ApiOperation({
    summary:
      'What a number called about before, by a contact from it or by the number. That it was asked for is recorded.',
  })
  @ApiOkResponse({ type: NumberHistory })
  history(
    @CurrentCaller() caller: Caller,
    @Body() request: NumberHistoryRequest,
  ): Promise<Result<NumberHistory, Refusal>> {
    return this.histories.of(caller, request);
  }

  @Get('lowerings')
  @Allow('number.lower')
  @ApiOperation({ summary: 'Numbers that wait, or waited, behind others; newest first.' })
  @ApiOkResponse({ type: LoweringPage })
  list(
    @CurrentCaller() caller: Caller,
    @Query() query: LoweringQuery,
  ): Promise<Result<LoweringPage, Refusal>> {
    return this.lowerings.list(caller, query);
  }

  @Get('lowering-proposals')
  @Allow('number.lower')
  @ApiOperation({
    summary: 'Numbers whose prank or silent calls suggest to lower them. Nothing happens by itself.',
  })
  @ApiOkResponse({ type: LoweringProposalList })
  proposals(@CurrentCaller() caller: Caller): Promise<LoweringProposalList> {
    return this.lowerings.proposals(caller);
  }

  @Post('lowerings')
  @Allow('number.lower')
  @ApiOperation({
    summary:
      'Puts a number behind others for a while. Its calls ring and are shown all the same. 409 ' +
      '`number_already_lowered`, `contact_without_number`.',
  })
  @ApiCreatedResponse({ type: LoweringView })
  lower(
    @CurrentCaller() caller: Caller,
    @Body() request: LoweringRequest,
  ): Promise<Result<LoweringView, Refusal>> {
    return this.lowerings.lower(caller, request);
  }

  @Post('lowerings/:id/end')
  @HttpCode(200)
  @Allow('number.lower')
  @ApiOperation({ summary: 'Ends a lowering before its time.' })
  @ApiOkResponse({ type: LoweringView })
  end(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<LoweringView, Refusal>> {
    return this.lowerings.end(caller, id);
  }
}
