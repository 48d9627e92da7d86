import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Locale } from '#lib/contract';
import { networkOf, RequestLimits } from '#lib/identity';
import { localeFrom, Public } from '#lib/platform';
import { invalidLinkPage, locationPage, locationPagePolicy } from './location-page.js';
import { LocationSharing, type PhoneReport } from './location-sharing.js';

const why = 'callers have no account; the link is their key';
const cookieName = 'layad_location';
/** A phone that shares asks twenty times a minute; a network may stand for many phones. */
const mostRequestsPerMinute = 600;
/** Links that do not work, from one network: far more than slips, far fewer than guesses. */
const mostMissesPerMinute = 30;
const mostBytes = 4_096;

const asset = (name: string): string => readFileSync(join(import.meta.dirname, 'page', name), 'utf8');
const assets: Readonly<Record<string, { type: string; text: string }>> = {
  'locate.js': { type: 'text/javascript; charset=utf-8', text: asset('locate.js') },
  'locate.css': { type: 'text/css; charset=utf-8', text: asset('locate.css') },
};

/** The page behind a location link, and what it reports. Not part of the API: only the page itself talks to it. */
@ApiExcludeController()
@Controller('l')
export class LocationPageController {
  constructor(
    private readonly sharing: LocationSharing,
    private readonly limits: RequestLimits,
  ) {}

  @Get('assets/:name')
  @Public(why)
  file(@Param('name') name: string, @Res() reply: FastifyReply): void {
    const file = assets[name];
    void secured(reply)
      .status(file ? 200 : 404)
      .header('cache-control', 'public, max-age=300')
      .type(file?.type ?? 'text/plain; charset=utf-8')
      .send(file?.text ?? '');
  }

  @Get(':secret')
  @Public(why)
  async page(
    @Param('secret') secret: string,
    @Query('lang') language: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const locale = language === 'id' || language === 'en' ? language : localeOf(request);
    if (this.isTooOften(request)) return invalid(reply, locale, 429);
    const open = await this.sharing.open(secret, request.cookies[cookieName]);
    if (!open) return invalid(reply, locale, this.statusOfMiss(request));
    const { center } = open;
    const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: center.timeZone });
    void secured(reply)
      .type('text/html; charset=utf-8')
      .send(locationPage(locale, { center: center.name, until: time.format(open.until) }));
  }

  @Post(':secret')
  @HttpCode(200)
  @Public(why)
  @RouteConfig({ bodyLimit: mostBytes })
  async report(
    @Param('secret') secret: string,
    @Body() body: object | null,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (this.isTooOften(request)) return void secured(reply).status(429).send({});
    const report = (typeof body === 'object' ? (body ?? {}) : {}) as PhoneReport;
    const answer = await this.sharing.report(secret, request.cookies[cookieName], report);
    if (!answer) return void secured(reply).status(this.statusOfMiss(request)).send({});
    if (!answer.accepted) return void secured(reply).status(400).send({});
    const { holder, until, ended } = answer.value;
    if (holder !== undefined) {
      void reply.setCookie(cookieName, holder, {
        path: `/l/${secret}`,
        httpOnly: true,
        sameSite: 'strict',
        secure: request.protocol === 'https',
        expires: until,
      });
    }
    void secured(reply).send({ until: until.toISOString(), ended });
  }

  private isTooOften(request: FastifyRequest): boolean {
    return !this.limits.allows(`location-link:${networkOf(request.ip)}`, mostRequestsPerMinute);
  }

  private statusOfMiss(request: FastifyRequest): 404 | 429 {
    return this.limits.allows(`location-link-miss:${networkOf(request.ip)}`, mostMissesPerMinute) ? 404 : 429;
  }
}

const localeOf = (request: FastifyRequest): Locale => localeFrom(request.headers['accept-language'], 'id');

function invalid(reply: FastifyReply, locale: Locale, status: 404 | 429): void {
  void secured(reply).status(status).type('text/html; charset=utf-8').send(invalidLinkPage(locale));
}

/** What a page with a secret in its address must not do: be kept, be framed, tell others where it was. */
const secured = (reply: FastifyReply): FastifyReply =>
  reply
    .header('content-security-policy', locationPagePolicy)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('permissions-policy', 'geolocation=(self)')
    .header('x-robots-tag', 'noindex');
