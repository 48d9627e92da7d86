import { Body, Controller, Post, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { IncidentView } from '#lib/incident';
import { Allow, CurrentCaller, type Caller, type Refusal } from '#lib/platform';
import { OpeningRequest } from './incident-opening.dto.js';
import { IncidentOpening } from './incident-opening.js';
import { ContactPrivacy } from '../contact/contact-privacy.interceptor.js';

@ApiTags('incidents')
@Controller('incidents')
@UseInterceptors(ContactPrivacy)
export class IncidentOpeningController {
  constructor(private readonly opening: IncidentOpening) {}

  @Post()
  @Allow('incident.write')
  @ApiOperation({
    summary:
      'Opens an incident, which then waits for a team. A contact that still rings is answered by the opener; one ' +
      'that belongs to an incident already is refused with 409 and its present state.',
  })
  @ApiCreatedResponse({ type: IncidentView })
  open(
    @CurrentCaller() caller: Caller,
    @Body() request: OpeningRequest,
  ): Promise<Result<IncidentView, Refusal>> {
    return this.opening.open(caller, request);
  }
}
