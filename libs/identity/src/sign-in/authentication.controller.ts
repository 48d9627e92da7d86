import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { accept, refuse, type Result } from '#lib/kernel';
import { AllowAnyRole, CurrentCaller, PathId, Public, type Caller, type Refusal } from '#lib/platform';
import { CountsAsSignIn } from '../limits/request-limits.js';
import { Sessions } from '../session/sessions.js';
import {
  Credentials,
  OwnAccountAnswer,
  PasswordChange,
  Renewal,
  SessionList,
  SignedInAnswer,
} from './authentication.dto.js';
import { KnownDevices } from './known-devices.js';
import { clearRefreshCookie, refreshCookieOf, setRefreshCookie } from './refresh-cookie.js';
import { SignIn, type SignedIn } from './sign-in.js';

/** Open to anybody, so nothing longer is even read: the longest name, password and token are a few hundred bytes. */
const bodyLimit = 16_384;

@ApiTags('authentication')
@Controller('auth')
export class AuthenticationController {
  constructor(
    private readonly account: SignIn,
    private readonly sessions: Sessions,
    private readonly devices: KnownDevices,
  ) {}

  @Public('nobody is signed in yet')
  @CountsAsSignIn()
  @Post('login')
  @HttpCode(200)
  @RouteConfig({ bodyLimit })
  @ApiOperation({
    summary: 'Signs in. 401 `credentials_invalid`; 429 `account_locked` after too many wrong passwords.',
  })
  @ApiOkResponse({ type: SignedInAnswer })
  async signIn(
    @Body() credentials: Credentials,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Result<SignedInAnswer, Refusal>> {
    const userAgent = request.headers['user-agent'];
    const username = credentials.username.toLowerCase();
    const origin = this.devices.originOf(request, username);
    const signedIn = await this.account.signIn(credentials, { requestId: request.id, userAgent, origin });
    if (signedIn.accepted) this.devices.remember(request, reply, username);
    return handOver(signedIn, credentials.refreshTokenIn ?? 'cookie', request, reply);
  }

  @Public('the access token may have expired; the refresh token says who it is')
  @Post('refresh')
  @HttpCode(200)
  @RouteConfig({ bodyLimit })
  @ApiOperation({
    summary:
      'Exchanges the refresh token for the next one. One that was used before ends the session: 401 `session_revoked`.',
  })
  @ApiOkResponse({ type: SignedInAnswer })
  async renew(
    @Body() renewal: Renewal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Result<SignedInAnswer, Refusal>> {
    const inBody = renewal.refreshToken;
    const token = inBody ?? refreshCookieOf(request);
    if (token === undefined) return refuse({ code: 'unauthenticated' });
    const renewed = await this.account.renew(token, request.id);
    if (!renewed.accepted && inBody === undefined) clearRefreshCookie(reply);
    return handOver(renewed, inBody === undefined ? 'cookie' : 'body', request, reply);
  }

  @AllowAnyRole()
  @Post('logout')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends this session at once, in every tab.' })
  @ApiNoContentResponse()
  signOut(
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Result<void, Refusal>> {
    clearRefreshCookie(reply);
    return this.sessions.signOut(caller);
  }

  @AllowAnyRole()
  @Get('me')
  @ApiOperation({ summary: 'Who is signed in, what they may do, and in which center.' })
  @ApiOkResponse({ type: OwnAccountAnswer })
  me(@CurrentCaller() caller: Caller): Promise<Result<OwnAccountAnswer, Refusal>> {
    return this.account.me(caller);
  }

  @AllowAnyRole()
  @CountsAsSignIn()
  @Post('password')
  @HttpCode(204)
  @ApiOperation({ summary: 'Changes one’s own password and ends one’s other sessions.' })
  @ApiNoContentResponse()
  changePassword(
    @CurrentCaller() caller: Caller,
    @Body() change: PasswordChange,
    @Req() request: FastifyRequest,
  ): Promise<Result<void, Refusal>> {
    return this.account.changePassword(caller, change, (name) => this.devices.originOf(request, name));
  }

  @AllowAnyRole()
  @Get('sessions')
  @ApiOperation({ summary: 'Where one is signed in.' })
  @ApiOkResponse({ type: SessionList })
  async listSessions(@CurrentCaller() caller: Caller): Promise<Result<SessionList, Refusal>> {
    const sessions = await this.sessions.listOwn(caller);
    if (!sessions.accepted) return sessions;
    return accept({
      items: sessions.value.map(({ rotatedAt, ...session }) => ({
        ...session,
        lastRenewedAt: rotatedAt,
        current: session.id === caller.sessionId,
      })),
    });
  }

  @AllowAnyRole()
  @Delete('sessions/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends one of one’s own sessions, for example on a lost phone.' })
  @ApiNoContentResponse()
  endSession(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<void, Refusal>> {
    return this.sessions.endOwn(caller, id);
  }
}

/** Puts the refresh token where the client keeps it. */
function handOver(
  outcome: Result<SignedIn, Refusal>,
  place: 'cookie' | 'body',
  request: FastifyRequest,
  reply: FastifyReply,
): Result<SignedInAnswer, Refusal> {
  if (!outcome.accepted) return outcome;
  const { refreshToken, ...answer } = outcome.value;
  if (place === 'body') return accept({ ...answer, refreshToken });
  setRefreshCookie(request, reply, refreshToken);
  return accept(answer);
}
