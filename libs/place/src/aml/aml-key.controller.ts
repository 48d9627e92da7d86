import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, Flag, NestedList, Text, Time, type Caller, type Refusal } from '#lib/platform';
import { AmlKeys } from './aml-keys.js';

export class AmlAddress {
  @Text({ max: 200, description: 'The path on this server to which positions are sent. Told once.' })
  path: string;
}

export class AmlClosed {
  @Flag({ description: 'No address works any more.' })
  closed: true;
}

export class AmlAddressState {
  @Time({ description: 'When it was made.' }) createdAt: Date;

  @Time({ description: 'When it ends; null for the present one.', nullable: true }) expiresAt: Date | null;
}

export class AmlAddressList {
  @NestedList(() => AmlAddressState, { max: 10_000, description: 'What works now, the newest first.' })
  items: AmlAddressState[];
}

@ApiTags('center')
@Controller('center/aml-address')
export class AmlKeyController {
  constructor(private readonly keys: AmlKeys) {}

  @Get()
  @Allow('center.write')
  @ApiOperation({ summary: 'The addresses for phones’ positions that work now, without their secrets.' })
  @ApiOkResponse({ type: AmlAddressList })
  list(@CurrentCaller() caller: Caller): Promise<AmlAddressList> {
    return this.keys.list(caller);
  }

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
