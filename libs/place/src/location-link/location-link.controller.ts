import { Body, Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, PathId, type Caller, type Refusal } from '#lib/platform';
import {
  LocationLinkList,
  LocationLinkRequest,
  LocationLinkView,
  SentLocationLink,
} from './location-link.view.js';
import { LocationLinks } from './location-links.js';

const originOf = ({ protocol, host }: FastifyRequest): string => `${protocol}://${host}`;

@ApiTags('places')
@Controller()
export class LocationLinkController {
  constructor(private readonly links: LocationLinks) {}

  @Post('contacts/:id/location-links')
  @Allow('contact.write')
  @ApiOperation({ summary: 'Sends a caller a link under which their phone tells where it is.' })
  @ApiCreatedResponse({ type: SentLocationLink })
  sendToContact(
    @CurrentCaller() caller: Caller,
    @PathId() contactId: string,
    @Body() body: LocationLinkRequest,
    @Req() request: FastifyRequest,
  ): Promise<Result<SentLocationLink, Refusal>> {
    return this.links.send(caller, { contactId }, body, originOf(request));
  }

  @Post('incidents/:id/location-links')
  @Allow('contact.write')
  @ApiOperation({
    summary: 'Sends the caller of an incident a link under which their phone tells where it is.',
  })
  @ApiCreatedResponse({ type: SentLocationLink })
  sendToIncident(
    @CurrentCaller() caller: Caller,
    @PathId() incidentId: string,
    @Body() body: LocationLinkRequest,
    @Req() request: FastifyRequest,
  ): Promise<Result<SentLocationLink, Refusal>> {
    return this.links.send(caller, { incidentId }, body, originOf(request));
  }

  @Get('contacts/:id/location-links')
  @Allow('contact.read')
  @ApiOperation({ summary: 'The location links of a contact.' })
  @ApiOkResponse({ type: LocationLinkList })
  ofContact(
    @CurrentCaller() caller: Caller,
    @PathId() contactId: string,
  ): Promise<Result<LocationLinkList, Refusal>> {
    return this.links.list(caller, { contactId });
  }

  @Get('incidents/:id/location-links')
  @Allow('contact.read')
  @ApiOperation({ summary: 'The location links of an incident and all its contacts.' })
  @ApiOkResponse({ type: LocationLinkList })
  ofIncident(
    @CurrentCaller() caller: Caller,
    @PathId() incidentId: string,
  ): Promise<Result<LocationLinkList, Refusal>> {
    return this.links.list(caller, { incidentId });
  }

  @Post('location-links/:id/revoke')
  @HttpCode(200)
  @Allow('contact.write')
  @ApiOperation({ summary: 'Ends a location link at once.' })
  @ApiOkResponse({ type: LocationLinkView })
  revoke(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<LocationLinkView, Refusal>> {
    return this.links.revoke(caller, id);
  }
}
