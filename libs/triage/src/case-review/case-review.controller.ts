import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, IfMatch, PageQuery, PathId, type Caller, type Refusal } from '#lib/platform';
import { CaseReviewReading } from './case-review-reading.js';
import { CaseReviewChanges, CaseReviewQuery, CaseReviewResultsQuery } from './case-review.dto.js';
import { CaseReviewPage, CaseReviewSummary, CaseReviewView } from './case-review.view.js';
import { CaseReviews } from './case-reviews.js';
import { CaseReviewResults } from './results/case-review-results.js';
import { CaseReviewResultsView } from './results/case-review-results.view.js';

type Answer<T> = Promise<Result<T, Refusal>>;

@ApiTags('case reviews')
@Controller('case-reviews')
export class CaseReviewController {
  constructor(
    private readonly reviews: CaseReviews,
    private readonly reading: CaseReviewReading,
    private readonly results: CaseReviewResults,
  ) {}

  @Get()
  @Allow('case_review.read')
  @ApiOperation({ summary: 'The queue: calls to be reviewed, what has waited longest first.' })
  @ApiOkResponse({ type: CaseReviewPage })
  list(@CurrentCaller() caller: Caller, @Query() query: CaseReviewQuery): Answer<CaseReviewPage> {
    return this.reading.queue(caller, query);
  }

  @Get('results')
  @Allow('case_review.read')
  @ApiOperation({
    summary:
      'How calls were taken, by operator or by card: medians of finished reviews, and how many are left out and why. ' +
      'At most 400 days.',
  })
  @ApiOkResponse({ type: CaseReviewResultsView })
  read(
    @CurrentCaller() caller: Caller,
    @Query() query: CaseReviewResultsQuery,
  ): Answer<CaseReviewResultsView> {
    return this.results.read(caller, query);
  }

  @Get('own')
  @Allow('case_review.own')
  @ApiOperation({ summary: 'Finished reviews of the caller’s own calls, newest first.' })
  @ApiOkResponse({ type: CaseReviewPage })
  own(@CurrentCaller() caller: Caller, @Query() query: PageQuery): Answer<CaseReviewPage> {
    return this.reading.own(caller, query);
  }

  @Get('own/:id')
  @Allow('case_review.own')
  @ApiOperation({ summary: 'A finished review of a call of the caller’s own. Opening it is recorded.' })
  @ApiOkResponse({ type: CaseReviewView })
  getOwn(@CurrentCaller() caller: Caller, @PathId() id: string): Answer<CaseReviewView> {
    return this.reading.getOwn(caller, id);
  }

  @Get(':id')
  @Allow('case_review.read')
  @ApiOperation({
    summary:
      'The recorded answers and clocks beside the protocol, and what they score. Opening it is recorded.',
  })
  @ApiOkResponse({ type: CaseReviewView })
  get(@CurrentCaller() caller: Caller, @PathId() id: string): Answer<CaseReviewView> {
    return this.reading.get(caller, id);
  }

  @Post(':id/take')
  @HttpCode(200)
  @Allow('case_review.write')
  @ApiOperation({ summary: 'Takes a review. Nobody reviews a call they took part in.' })
  @ApiOkResponse({ type: CaseReviewSummary })
  take(@CurrentCaller() caller: Caller, @PathId() id: string): Answer<CaseReviewSummary> {
    return this.reviews.take(caller, id);
  }

  @Post(':id/release')
  @HttpCode(200)
  @Allow('case_review.write')
  @ApiOperation({
    summary: 'Puts a taken review back into the queue. What its reviewer said so far is dropped.',
  })
  @ApiOkResponse({ type: CaseReviewSummary })
  release(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @IfMatch() ifMatch: string | undefined,
  ): Answer<CaseReviewSummary> {
    return this.reviews.release(caller, id, ifMatch);
  }

  @Patch(':id')
  @Allow('case_review.write')
  @ApiOperation({ summary: 'Says what its reviewer makes of the parts, and of the whole.' })
  @ApiOkResponse({ type: CaseReviewSummary })
  judge(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @IfMatch() ifMatch: string | undefined,
    @Body() changes: CaseReviewChanges,
  ): Answer<CaseReviewSummary> {
    return this.reviews.judge(caller, id, ifMatch, changes);
  }

  @Post(':id/finish')
  @HttpCode(200)
  @Allow('case_review.write')
  @ApiOperation({
    summary:
      'Ends the review: it stays as it is, and whoever took the call may read it. Needs a verdict on every scored part.',
  })
  @ApiOkResponse({ type: CaseReviewSummary })
  finish(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @IfMatch() ifMatch: string | undefined,
  ): Answer<CaseReviewSummary> {
    return this.reviews.finish(caller, id, ifMatch);
  }
}
