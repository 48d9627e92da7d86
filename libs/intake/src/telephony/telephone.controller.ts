import { Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, PathId, type Caller, type Refusal } from '#lib/platform';
import { ContactView } from '../contact/contact.view.js';
import { AsteriskDesk } from './asterisk/asterisk-desk.js';
import { ContactPrivacy } from '../contact/contact-privacy.interceptor.js';

@ApiTags('telephony')
@Controller('contacts/:id')
@UseInterceptors(ContactPrivacy)
export class TelephoneController {
  constructor(private readonly desk: AsteriskDesk) {}

  @Post('hang-up')
  @HttpCode(200)
  @Allow('contact.write')
  @ApiOperation({
    summary:
      'Hangs up a call that is on the line. The exchange tells that it ended. 409 `contact_not_on_exchange`.',
  })
  @ApiOkResponse({ type: ContactView })
  hangUp(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<ContactView, Refusal>> {
    return this.desk.hangUp(caller, id);
  }

  @Post('call-back')
  @HttpCode(200)
  @Allow('contact.write')
  @ApiOperation({
    summary:
      'Calls back: rings one’s own telephone, then the caller’s. Takes the call back on. 409 ' +
      '`exchange_missing`, `extension_missing`, `call_back_owned`, `contact_without_number`; 503 `exchange_not_connected`.',
  })
  @ApiOkResponse({ type: ContactView })
  callBack(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<ContactView, Refusal>> {
    return this.desk.callBack(caller, id);
  }
}
