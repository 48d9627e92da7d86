import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { IncidentView } from '#lib/incident';
import { Allow, CurrentCaller, IfMatch, PathId, type Caller, type Refusal } from '#lib/platform';
import { PlaceChoiceRequest, SuggestionRequest } from './suggestion.dto.js';
import { Suggestions } from './suggestions.js';
import { KeptSuggestions, PlaceSuggestionList } from './suggestion.view.js';

@ApiTags('places')
@Controller()
export class SuggestionController {
  constructor(private readonly suggestions: Suggestions) {}

  @Get('contacts/:id/place-suggestions')
  @Allow('contact.read')
  @ApiOperation({ summary: 'Places suggested for a contact. That they were opened is recorded.' })
  @ApiOkResponse({ type: PlaceSuggestionList })
  ofContact(
    @CurrentCaller() caller: Caller,
    @PathId() contactId: string,
  ): Promise<Result<PlaceSuggestionList, Refusal>> {
    return this.suggestions.list(caller, { contactId });
  }

  @Get('incidents/:id/place-suggestions')
  @Allow('contact.read')
  @ApiOperation({
    summary: 'Places suggested for an incident and all its contacts. That they were opened is recorded.',
  })
  @ApiOkResponse({ type: PlaceSuggestionList })
  ofIncident(
    @CurrentCaller() caller: Caller,
    @PathId() incidentId: string,
  ): Promise<Result<PlaceSuggestionList, Refusal>> {
    return this.suggestions.list(caller, { incidentId });
  }

  @Post('contacts/:id/place-suggestions')
  @HttpCode(200)
  @Allow('contact.write')
  @ApiOperation({ summary: 'Keeps the places in a message from a caller, or one place, beside the others.' })
  @ApiOkResponse({ type: KeptSuggestions })
  tellContact(
    @CurrentCaller() caller: Caller,
    @PathId() contactId: string,
    @Body() request: SuggestionRequest,
  ): Promise<Result<KeptSuggestions, Refusal>> {
    return this.suggestions.tell(caller, { contactId }, request);
  }

  @Post('incidents/:id/place-suggestions')
  @HttpCode(200)
  @Allow('contact.write')
  @ApiOperation({ summary: 'The same for an incident.' })
  @ApiOkResponse({ type: KeptSuggestions })
  tellIncident(
    @CurrentCaller() caller: Caller,
    @PathId() incidentId: string,
    @Body() request: SuggestionRequest,
  ): Promise<Result<KeptSuggestions, Refusal>> {
    return this.suggestions.tell(caller, { incidentId }, request);
  }

  @Post('incidents/:id/place')
  @HttpCode(200)
  @Allow('incident.write')
  @ApiOperation({
    summary:
      'Makes a suggestion the place of the incident, with its source and accuracy. The words for the place stay.',
  })
  @ApiOkResponse({ type: IncidentView })
  choose(
    @CurrentCaller() caller: Caller,
    @PathId() incidentId: string,
    @IfMatch() ifMatch: string | undefined,
    @Body() { suggestionId }: PlaceChoiceRequest,
  ): Promise<Result<IncidentView, Refusal>> {
    return this.suggestions.choose(caller, incidentId, ifMatch, suggestionId);
  }
}
