import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, Flag, Text, type Caller, type Refusal } from '#lib/platform';
import { AmlKeys } from './aml-keys.js';

export class AmlAddress {
  @Text({ max: 200, description: 'The path on this server to which positions are sent. Told once.' })
  path: string;
}

export class AmlClosed {
  @Flag({ description: 'No address works any more.' })
  closed: true;
}

@ApiTags('center')
@Controller('center/aml-address')
export class AmlKeyController {
  constructor(private readonly keys: AmlKeys) {}

  @Post()
  @Allow('center.write')
  @ApiOperation({
    summary:
      'A new address for phones’ positions (AML over HTTPS). The one before works for another 24 hours.',
  })
  @ApiCreatedResponse({ type: AmlAddress })
  renew(@CurrentCaller() caller: Caller): Promise<Result<AmlAddress, Refusal>> {
    return this.keys.renew(caller);
  }

  @Post('close')
  @HttpCode(200)
  @Allow('center.write')
  @ApiOperation({ summary: 'Takes every address for phones’ positions away at once.' })
  @ApiOkResponse({ type: AmlClosed })
  close(@CurrentCaller() caller: Caller): Promise<Result<AmlClosed, Refusal>> {
    return this.keys.close(caller);
  }
}
