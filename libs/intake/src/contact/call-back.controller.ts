import { Body, Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, Identifier, PathId, type Caller, type Refusal } from '#lib/platform';
import { CallBackOwners } from './call-back-owners.js';
import { ContactView } from './contact.view.js';
import { ContactPrivacy } from './contact-privacy.interceptor.js';

export class AssignCallBackRequest {
  @Identifier({ description: 'The user who is to call back.' })
  userId: string;
}

@ApiTags('contacts')
@Controller('contacts/:id/call-back')
@UseInterceptors(ContactPrivacy)
export class CallBackController {
  constructor(private readonly owners: CallBackOwners) {}

  @Post('take')
  @HttpCode(200)
  @Allow('contact.write')
  @ApiOperation({ summary: 'Takes a call back on. 409 `call_back_owned` when somebody else has.' })
  @ApiOkResponse({ type: ContactView })
  take(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<ContactView, Refusal>> {
    return this.owners.take(caller, id);
  }

  @Post('release')
  @HttpCode(200)
  @Allow('contact.write')
  @ApiOperation({ summary: 'Gives a call back to nobody again; one’s own, or a supervisor anybody’s.' })
  @ApiOkResponse({ type: ContactView })
  release(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<ContactView, Refusal>> {
    return this.owners.release(caller, id);
  }

  @Post('assign')
  @HttpCode(200)
  @Allow('call_back.assign')
  @ApiOperation({ summary: 'Hands a call back to somebody, whoever had it.' })
  @ApiOkResponse({ type: ContactView })
  assign(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Body() { userId }: AssignCallBackRequest,
  ): Promise<Result<ContactView, Refusal>> {
    return this.owners.assign(caller, id, userId);
  }
}
