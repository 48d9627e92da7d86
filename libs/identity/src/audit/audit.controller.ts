import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, type Caller, type Page, type Refusal } from '#lib/platform';
import { AuditTrail } from './audit-trail.js';
import { AuditPage, AuditQuery, type AuditEntry } from './audit.dto.js';

@ApiTags('audit')
@Controller('audit')
export class AuditController {
  constructor(private readonly trail: AuditTrail) {}

  @Allow('audit.read')
  @Get()
  @ApiOperation({ summary: 'Who changed what, and who opened personal data, newest first.' })
  @ApiOkResponse({ type: AuditPage })
  list(
    @CurrentCaller() caller: Caller,
    @Query() query: AuditQuery,
  ): Promise<Result<Page<AuditEntry>, Refusal>> {
    return this.trail.list(caller, query);
  }
}
