import { Body, Controller, Delete, Get, HttpCode, Post, Query, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, PathId, Public, type Caller, type Refusal } from '#lib/platform';
import {
  CreatedExchange,
  ExchangePage,
  ExchangeQuery,
  ExchangeView,
  NewExchange,
  TelephonyEvents,
  TelephonyEventsAnswer,
} from './exchange.dto.js';
import { Exchanges } from './exchanges.js';
import { SignatureGuard } from './signature.guard.js';

@ApiTags('telephony')
@Controller('exchanges')
export class ExchangeController {
  constructor(private readonly exchanges: Exchanges) {}

  @Get()
  @Allow('exchange.write')
  @ApiOperation({ summary: 'Lists the exchanges that tell of their calls, without their secrets.' })
  @ApiOkResponse({ type: ExchangePage })
  list(
    @CurrentCaller() caller: Caller,
    @Query() query: ExchangeQuery,
  ): Promise<Result<ExchangePage, Refusal>> {
    return this.exchanges.list(caller, query);
  }

  @Post()
  @Allow('exchange.write')
  @ApiOperation({ summary: 'Makes an exchange with a secret to sign with. The answer shows it once.' })
  @ApiCreatedResponse({ type: CreatedExchange })
  create(
    @CurrentCaller() caller: Caller,
    @Body() asked: NewExchange,
  ): Promise<Result<CreatedExchange, Refusal>> {
    return this.exchanges.create(caller, asked);
  }

  @Delete(':id')
  @Allow('exchange.write')
  @ApiOperation({ summary: 'Believes an exchange no longer, at once and for good.' })
  @ApiOkResponse({ type: ExchangeView })
  revoke(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<ExchangeView, Refusal>> {
    return this.exchanges.revoke(caller, id);
  }
}

@ApiTags('telephony')
@Controller('telephony')
export class TelephonyEventController {
  constructor(private readonly exchanges: Exchanges) {}

  @Post('events')
  @HttpCode(200)
  @Public('signed by the exchange')
  @UseGuards(SignatureGuard)
  @ApiOperation({
    summary:
      'What an exchange tells of its calls, in any order and as often as it likes. Send it again until it is answered.',
  })
  @ApiHeader({ name: 'Layad-Exchange', required: true, description: 'The exchange’s id.' })
  @ApiHeader({
    name: 'Layad-Timestamp',
    required: true,
    description: 'Seconds since 1970 when it was signed; at most five minutes ago.',
  })
  @ApiHeader({
    name: 'Layad-Signature',
    required: true,
    description: '`v1=` and the HMAC-SHA256 of `<timestamp>.<body>` with the exchange’s secret, hexadecimal.',
  })
  @ApiOkResponse({ type: TelephonyEventsAnswer })
  hear(@CurrentCaller() caller: Caller, @Body() { events }: TelephonyEvents): Promise<TelephonyEventsAnswer> {
    return this.exchanges.hear(caller, events);
  }
}
