import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { areaLevels } from '#lib/contract';
import type { Result } from '#lib/kernel';
import {
  Allow,
  CurrentCaller,
  IfNoneMatch,
  PathId,
  type Caller,
  type Page,
  type Refusal,
} from '#lib/platform';
import { featureCollectionSchema, featureSchema, sentFeatureCollectionSchema } from '../center.schemas.js';
import {
  AreaImportQuery,
  AreaImportResponse,
  AreaLevelList,
  AreaPage,
  AreaPageQuery,
  AreaQuery,
  AreaRemovalResponse,
} from './area.dto.js';
import type { AreaRow } from './area.repository.js';
import { Areas, type AreaImportOutcome, type AreaRemovalOutcome } from './areas.js';

/** The villages of a whole province, unsimplified, are about this large. */
const importBytes = 32 * 1_048_576;
const geoJsonType = 'application/geo+json';

@ApiTags('areas')
@Controller()
export class AreaController {
  constructor(private readonly areas: Areas) {}

  @Allow('center.read')
  @Get('areas')
  @ApiOperation({ summary: 'Administrative areas, without their shapes.' })
  @ApiOkResponse({ type: AreaPage })
  list(
    @CurrentCaller() caller: Caller,
    @Query() query: AreaPageQuery,
  ): Promise<Result<Page<AreaRow>, Refusal>> {
    return this.areas.list(caller, query);
  }

  @Allow('center.read')
  @Get('areas/levels')
  @ApiOperation({ summary: 'How many areas each level has, and when they were imported.' })
  @ApiOkResponse({ type: AreaLevelList })
  levels(@CurrentCaller() caller: Caller): Promise<AreaLevelList> {
    return this.areas.levels(caller);
  }

  @Allow('center.write')
  @Delete('areas/levels/:level')
  @ApiParam({ name: 'level', enum: areaLevels, enumName: 'AreaLevel' })
  @ApiOperation({
    summary:
      'Takes the areas of a level away, such as those of a wrong file. 409 `areas_in_use` once incidents or smaller ' +
      'areas belong to them. The service area stays.',
  })
  @ApiOkResponse({ type: AreaRemovalResponse })
  remove(
    @CurrentCaller() caller: Caller,
    @Param('level') level: string,
  ): Promise<Result<AreaRemovalOutcome, Refusal>> {
    return this.areas.remove(caller, level);
  }

  /** Revalidated by its tag at each use: shapes are large and seldom change. */
  @Allow('center.read')
  @Get('areas.geojson')
  @ApiOperation({ summary: 'Areas with their shapes, for maps. Send the `ETag` back in `If-None-Match`.' })
  @ApiOkResponse({ content: { [geoJsonType]: { schema: featureCollectionSchema } } })
  @ApiResponse({ status: 304, description: 'Unchanged since that tag.' })
  async collection(
    @CurrentCaller() caller: Caller,
    @Query() { level }: AreaQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
    @IfNoneMatch() ifNoneMatch?: string,
  ): Promise<string | undefined> {
    const tag = await this.areas.collectionTag(caller, level);
    void reply.header('etag', tag).header('cache-control', 'private, no-cache');
    if (ifNoneMatch?.includes(tag)) {
      void reply.status(304);
      return undefined;
    }
    void reply.type(geoJsonType);
    return this.areas.collection(caller, level);
  }

  @Allow('center.read')
  @Get('areas/:id')
  @ApiOperation({ summary: 'One area with its shape, as a GeoJSON Feature.' })
  @ApiOkResponse({ content: { [geoJsonType]: { schema: featureSchema } } })
  feature(
    @CurrentCaller() caller: Caller,
    @PathId() areaId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Result<string, Refusal>> {
    void reply.type(geoJsonType);
    return this.areas.feature(caller, areaId);
  }

  @Allow('center.write')
  @Post('areas/import')
  @HttpCode(200)
  @RouteConfig({ bodyLimit: importBytes })
  @ApiOperation({ summary: 'Imports areas from GeoJSON: all of them, or none and each bad feature named.' })
  @ApiBody({ schema: sentFeatureCollectionSchema })
  @ApiOkResponse({ type: AreaImportResponse })
  import(
    @CurrentCaller() caller: Caller,
    @Query() query: AreaImportQuery,
    @Body() collection: object,
  ): Promise<Result<AreaImportOutcome, Refusal>> {
    return this.areas.import(caller, {
      collection,
      level: query.level ?? 'kecamatan',
      properties: {
        code: query.codeProperty ?? 'code',
        name: query.nameProperty ?? 'name',
        parentCode: query.parentCodeProperty,
      },
      replaceServiceArea: query.serviceArea,
    });
  }
}
