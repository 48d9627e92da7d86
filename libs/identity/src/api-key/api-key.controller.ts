import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, PathId, type Caller, type Page, type Refusal } from '#lib/platform';
import { ApiKeyPage, ApiKeyQuery, ApiKeyView, CreatedApiKey, NewApiKey } from './api-key.dto.js';
import { ApiKeys } from './api-keys.js';

@ApiTags('api keys')
@Controller('api-keys')
export class ApiKeyController {
  constructor(private readonly keys: ApiKeys) {}

  @Allow('api_key.write')
  @Get()
  @ApiOperation({ summary: 'Lists the keys of the center’s integrations, without their secrets.' })
  @ApiOkResponse({ type: ApiKeyPage })
  list(
    @CurrentCaller() caller: Caller,
    @Query() query: ApiKeyQuery,
  ): Promise<Result<Page<ApiKeyView>, Refusal>> {
    return this.keys.list(caller, query);
  }

  @Allow('api_key.write')
  @Post()
  @ApiOperation({ summary: 'Makes a key for a program. The answer shows it once.' })
  @ApiCreatedResponse({ type: CreatedApiKey })
  create(@CurrentCaller() caller: Caller, @Body() asked: NewApiKey): Promise<Result<CreatedApiKey, Refusal>> {
    return this.keys.create(caller, asked);
  }

  @Allow('api_key.write')
  @Delete(':id')
  @ApiOperation({ summary: 'Revokes a key at once and for good.' })
  @ApiOkResponse({ type: ApiKeyView })
  revoke(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<ApiKeyView, Refusal>> {
    return this.keys.revoke(caller, id);
  }
}
