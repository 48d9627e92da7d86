import { Body, Controller, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, type Caller, type Refusal } from '#lib/platform';
import { LandmarkImportQuery, LandmarkImportResponse, landmarkFileSchema } from '../landmark/landmark.dto.js';
import { Landmarks } from '../landmark/landmarks.js';
import { PlaceReading } from '../reading/place-reading.js';
import { ReadPlaces, ReadRequest } from '../reading/place-reading.view.js';
import { FoundPlaces, PlaceSearchRequest } from './place-search.dto.js';
import { PlaceSearch } from './place-search.js';
import { Surroundings, SurroundingsRequest } from './surroundings.dto.js';
import { PointTelling } from './point-telling.js';

/** The streets and landmarks of a large city. */
const importBytes = 32 * 1_048_576;

@ApiTags('places')
@Controller('places')
export class PlaceController {
  constructor(
    private readonly search: PlaceSearch,
    private readonly telling: PointTelling,
    private readonly reading: PlaceReading,
    private readonly landmarks: Landmarks,
  ) {}

  @Post('search')
  @HttpCode(200)
  @Allow('center.read')
  @ApiOperation({
    summary:
      'Places by name, forgiving spelling. Addresses of earlier incidents are found by those who may read callers. A ' +
      'POST, because what callers say belongs into no address.',
  })
  @ApiOkResponse({ type: FoundPlaces })
  find(@CurrentCaller() caller: Caller, @Body() request: PlaceSearchRequest): Promise<FoundPlaces> {
    return this.search.find(caller, request);
  }

  @Post('at')
  @HttpCode(200)
  @Allow('center.read')
  @ApiOperation({
    summary:
      'What is near a point, by name: the nearest street, facility and landmark, and its area. A POST, because where ' +
      'somebody needs help belongs into no address. Nothing is kept.',
  })
  @ApiOkResponse({ type: Surroundings })
  at(@CurrentCaller() caller: Caller, @Body() request: SurroundingsRequest): Promise<Surroundings> {
    return this.telling.tell(caller, request);
  }

  @Post('read')
  @HttpCode(200)
  @Allow('center.read')
  @ApiOperation({
    summary: 'The places in a message: coordinates, links to maps, plus codes. Nothing is kept.',
  })
  @ApiOkResponse({ type: ReadPlaces })
  read(@CurrentCaller() caller: Caller, @Body() { text }: ReadRequest): Promise<ReadPlaces> {
    return this.reading.answer(caller, text);
  }

  @Post('import')
  @HttpCode(200)
  @Allow('center.write')
  @RouteConfig({ bodyLimit: importBytes })
  @ApiOperation({
    summary:
      'Imports landmarks and streets from GeoJSON: all of them, or none. They replace the same dataset.',
  })
  @ApiBody({ schema: landmarkFileSchema })
  @ApiOkResponse({ type: LandmarkImportResponse })
  import(
    @CurrentCaller() caller: Caller,
    @Query() query: LandmarkImportQuery,
    @Body() collection: object,
  ): Promise<Result<LandmarkImportResponse, Refusal>> {
    return this.landmarks.import(caller, collection, query);
  }
}
