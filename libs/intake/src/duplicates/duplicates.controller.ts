import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, type Caller, type Refusal } from '#lib/platform';
import { DuplicatesRequest } from './duplicates.dto.js';
import { Duplicates } from './duplicates.js';
import { DuplicatesView } from './duplicates.view.js';

@ApiTags('incidents')
@Controller('incidents/duplicates')
export class DuplicatesController {
  constructor(private readonly duplicates: Duplicates) {}

  @Post()
  @HttpCode(200)
  @Allow('contact.read')
  @ApiOperation({
    summary:
      'Open and lately closed incidents that a form may be about, each with its score and what it is made of. Changes ' +
      'nothing, and may be asked at every pause of typing; a body, because words and numbers do not belong into ' +
      'addresses.',
  })
  @ApiOkResponse({ type: DuplicatesView })
  suggest(
    @CurrentCaller() caller: Caller,
    @Body() request: DuplicatesRequest,
  ): Promise<Result<DuplicatesView, Refusal>> {
    return this.duplicates.suggest(caller, request);
  }
}
