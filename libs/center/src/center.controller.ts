import { Body, Controller, Get, Patch, Put } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, IfMatch, type Caller, type Refusal } from '#lib/platform';
import { CenterChangesRequest, CenterResponse } from './center.dto.js';
import {
  featureSchema,
  sentFeatureCollectionSchema,
  serviceAreaSchema,
  settingsPatchSchema,
  settingsResponseSchema,
} from './center.schemas.js';
import { Centers, type CenterView, type ServiceAreaView, type SettingsView } from './centers.js';

/** A city's boundary in full detail is a few megabytes. */
const serviceAreaBytes = 8 * 1_048_576;

@ApiTags('center')
@Controller('center')
export class CenterController {
  constructor(private readonly centers: Centers) {}

  @Allow('center.read')
  @Get()
  @ApiOperation({ summary: 'The caller’s center.' })
  @ApiOkResponse({ type: CenterResponse })
  view(@CurrentCaller() caller: Caller): Promise<CenterView> {
    return this.centers.view(caller);
  }

  @Allow('center.write')
  @Patch()
  @ApiOperation({ summary: 'Changes the name, locale or time zone of the center.' })
  @ApiOkResponse({ type: CenterResponse })
  change(
    @CurrentCaller() caller: Caller,
    @Body() changes: CenterChangesRequest,
    @IfMatch() ifMatch?: string,
  ): Promise<Result<CenterView, Refusal>> {
    return this.centers.change(caller, changes, ifMatch);
  }

  @Allow('center.read')
  @Get('settings')
  @ApiOperation({ summary: 'What the center decided for itself, with the defaults for the rest.' })
  @ApiOkResponse({ schema: settingsResponseSchema })
  settings(@CurrentCaller() caller: Caller): Promise<SettingsView> {
    return this.centers.settings(caller);
  }

  @Allow('center.write')
  @Patch('settings')
  @ApiOperation({ summary: 'Changes some settings; `null` goes back to the default.' })
  @ApiBody({ schema: settingsPatchSchema })
  @ApiOkResponse({ schema: settingsResponseSchema })
  changeSettings(
    @CurrentCaller() caller: Caller,
    @Body() patch: object,
    @IfMatch() ifMatch?: string,
  ): Promise<Result<SettingsView, Refusal>> {
    return this.centers.changeSettings(caller, patch, ifMatch);
  }

  @Allow('center.read')
  @Get('service-area')
  @ApiOperation({ summary: 'The service area as a GeoJSON Feature; its geometry is null where none is set.' })
  @ApiOkResponse({ schema: serviceAreaSchema })
  serviceArea(@CurrentCaller() caller: Caller): Promise<ServiceAreaView> {
    return this.centers.serviceArea(caller);
  }

  @Allow('center.write')
  @Put('service-area')
  @RouteConfig({ bodyLimit: serviceAreaBytes })
  @ApiOperation({ summary: 'Sets the service area to the union of the shapes in GeoJSON.' })
  @ApiBody({ schema: { oneOf: [featureSchema, sentFeatureCollectionSchema] } })
  @ApiOkResponse({ type: CenterResponse })
  changeServiceArea(
    @CurrentCaller() caller: Caller,
    @Body() geoJson: object,
    @IfMatch() ifMatch?: string,
  ): Promise<Result<CenterView, Refusal>> {
    return this.centers.changeServiceArea(caller, geoJson, ifMatch);
  }
}
