import { Body, Controller, Get, HttpCode, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, PathId, type Caller, type Refusal } from '#lib/platform';
import {
  AnswerRequest,
  CalledBackRequest,
  ContactQuery,
  ContactRequest,
  EndRequest,
  LinkRequest,
  PlaceKnownRequest,
} from './contact.dto.js';
import { ContactReading } from './contact-reading.js';
import { Contacts } from './contacts.js';
import { ContactPage, ContactView } from './contact.view.js';
import { ContactPrivacy } from './contact-privacy.interceptor.js';

@ApiTags('contacts')
@Controller('contacts')
@UseInterceptors(ContactPrivacy)
export class ContactController {
  constructor(
    private readonly contacts: Contacts,
    private readonly reading: ContactReading,
  ) {}

  @Get()
  @Allow('contact.read')
  @ApiOperation({ summary: 'Contacts of the center, newest first.' })
  @ApiOkResponse({ type: ContactPage })
  list(@CurrentCaller() caller: Caller, @Query() query: ContactQuery): Promise<Result<ContactPage, Refusal>> {
    return this.reading.list(caller, query);
  }

  @Get(':id')
  @Allow('contact.read')
  @ApiOperation({ summary: 'One contact. That it was opened is recorded.' })
  @ApiOkResponse({ type: ContactView })
  get(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<ContactView, Refusal>> {
    return this.reading.get(caller, id);
  }

  @Post()
  @Allow('contact.write')
  @ApiOperation({
    summary:
      'A contact came in. `walk_in` and `agency` are answered at once. An external id sent again answers the same ' +
      'contact.',
  })
  @ApiCreatedResponse({ type: ContactView })
  ring(
    @CurrentCaller() caller: Caller,
    @Body() request: ContactRequest,
  ): Promise<Result<ContactView, Refusal>> {
    return this.contacts.ring(caller, request);
  }

  @Post(':id/answer')
  @HttpCode(200)
  @Allow('contact.write')
  @ApiOperation({ summary: 'Takes a ringing contact; 409 with the current one when somebody else did.' })
  @ApiOkResponse({ type: ContactView })
  @ApiBody({ type: AnswerRequest, required: false })
  answer(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Body() request: AnswerRequest,
  ): Promise<Result<ContactView, Refusal>> {
    return this.contacts.answer(caller, id, request);
  }

  @Post(':id/place-known')
  @HttpCode(200)
  @Allow('contact.write')
  @ApiOperation({
    summary:
      'Says that it was made sure with the caller where it is (t2), also before there is an incident. Said again, the ' +
      'first time stands. An answer to the triage’s question for the place says it by itself.',
  })
  @ApiOkResponse({ type: ContactView })
  @ApiBody({ type: PlaceKnownRequest, required: false })
  placeKnown(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Body() request: PlaceKnownRequest,
  ): Promise<Result<ContactView, Refusal>> {
    return this.contacts.placeKnown(caller, id, request);
  }

  @Post(':id/end')
  @HttpCode(200)
  @Allow('contact.write')
  @ApiOperation({
    summary:
      'Ends a contact with what came of it. An abandoned call from a known number is to be called back.',
  })
  @ApiOkResponse({ type: ContactView })
  @ApiBody({ type: EndRequest, required: false })
  end(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Body() request: EndRequest,
  ): Promise<Result<ContactView, Refusal>> {
    return this.contacts.end(caller, id, request);
  }

  @Post(':id/link')
  @HttpCode(200)
  @Allow('contact.write')
  @ApiOperation({
    summary:
      'Says that a contact is about an incident, or about another one than was thought. A ringing contact is ' +
      'answered. If it rang before the incident’s clock began, the clock begins at its ring.',
  })
  @ApiOkResponse({ type: ContactView })
  link(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Body() request: LinkRequest,
  ): Promise<Result<ContactView, Refusal>> {
    return this.contacts.link(caller, id, request);
  }

  @Post(':id/unlink')
  @HttpCode(200)
  @Allow('contact.write')
  @ApiOperation({
    summary:
      'Takes the last linking of a contact back: it belongs where it belonged before, or nowhere. The incident’s clock ' +
      'begins at the first ring that is left. An ended contact that belongs nowhere is to be called back. 409 for one ' +
      'that opened its incident or came with a duplicate: reopen that one.',
  })
  @ApiOkResponse({ type: ContactView })
  unlink(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<ContactView, Refusal>> {
    return this.contacts.unlink(caller, id);
  }

  @Post(':id/called-back')
  @HttpCode(200)
  @Allow('contact.write')
  @ApiOperation({
    summary: 'Takes an abandoned contact, and others from its number, off the call-back list.',
  })
  @ApiOkResponse({ type: ContactView })
  @ApiBody({ type: CalledBackRequest, required: false })
  calledBack(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Body() request: CalledBackRequest,
  ): Promise<Result<ContactView, Refusal>> {
    return this.contacts.calledBack(caller, id, request);
  }
}
