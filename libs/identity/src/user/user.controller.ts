import { Body, Controller, Delete, Get, Headers, HttpCode, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, PathId, type Caller, type Page, type Refusal } from '#lib/platform';
import { NewUser, PasswordReset, UserChanges, UserPage, UserQuery, UserView } from './user.dto.js';
import { Users } from './users.js';

@ApiTags('users')
@Controller('users')
export class UserController {
  constructor(private readonly users: Users) {}

  @Allow('user.read')
  @Get()
  @ApiOperation({ summary: 'Lists the users of the center by user name.' })
  @ApiOkResponse({ type: UserPage })
  list(@CurrentCaller() caller: Caller, @Query() query: UserQuery): Promise<Result<Page<UserView>, Refusal>> {
    return this.users.list(caller, query);
  }

  @Allow('user.read')
  @Get(':id')
  @ApiOperation({ summary: 'One user.' })
  @ApiOkResponse({ type: UserView })
  get(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<UserView, Refusal>> {
    return this.users.get(caller, id);
  }

  @Allow('user.write')
  @Post()
  @ApiOperation({
    summary: 'Creates a user. 409 `username_taken`, `extension_taken`, 422 `password_too_weak`.',
  })
  @ApiCreatedResponse({ type: UserView })
  create(@CurrentCaller() caller: Caller, @Body() asked: NewUser): Promise<Result<UserView, Refusal>> {
    return this.users.create(caller, asked);
  }

  @Allow('user.write')
  @Patch(':id')
  @ApiOperation({
    summary:
      'Changes a user; a new role holds from the next request on. 409 `last_administrator`, `extension_taken`.',
  })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The version that was read, as in `ETag`.' })
  @ApiOkResponse({ type: UserView })
  change(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() changes: UserChanges,
  ): Promise<Result<UserView, Refusal>> {
    return this.users.change(caller, id, ifMatch, changes);
  }

  @Allow('user.write')
  @Post(':id/disable')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Lets the user sign in no more and ends every session. 409 `last_administrator`.',
  })
  @ApiOkResponse({ type: UserView })
  disable(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<UserView, Refusal>> {
    return this.users.disable(caller, id);
  }

  @Allow('user.write')
  @Post(':id/enable')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Lets a disabled user sign in again. 409 `extension_taken` when another has their telephone now.',
  })
  @ApiOkResponse({ type: UserView })
  enable(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<UserView, Refusal>> {
    return this.users.enable(caller, id);
  }

  @Allow('user.write')
  @Post(':id/unlock')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ends a lock after too many wrong passwords.' })
  @ApiOkResponse({ type: UserView })
  unlock(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<UserView, Refusal>> {
    return this.users.unlock(caller, id);
  }

  @Allow('user.write')
  @Post(':id/password')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives the user a new password, ends every session and a lock.' })
  @ApiOkResponse({ type: UserView })
  resetPassword(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Body() reset: PasswordReset,
  ): Promise<Result<UserView, Refusal>> {
    return this.users.resetPassword(caller, id, reset);
  }

  @Allow('user.write')
  @Delete(':id/sessions')
  @HttpCode(204)
  @ApiOperation({ summary: 'Signs the user out everywhere.' })
  @ApiNoContentResponse()
  endSessions(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<void, Refusal>> {
    return this.users.endSessions(caller, id);
  }
}
