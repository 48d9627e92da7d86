import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, PageQuery, PathId, type Caller, type Refusal } from '#lib/platform';
import { IncidentContacts } from './incident-contacts.js';
import { IncidentContactsPage } from './incident-contacts.view.js';

@ApiTags('incidents')
@Controller('incidents/:id/contacts')
export class IncidentContactsController {
  constructor(private readonly contacts: IncidentContacts) {}

  @Get()
  @Allow('contact.read')
  @ApiOperation({
    summary:
      'Who called about an incident: counts of all, and a page of them, oldest first. That they were opened is recorded.',
  })
  @ApiOkResponse({ type: IncidentContactsPage })
  list(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Query() query: PageQuery,
  ): Promise<Result<IncidentContactsPage, Refusal>> {
    return this.contacts.list(caller, id, query);
  }
}
