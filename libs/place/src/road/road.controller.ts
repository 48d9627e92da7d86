import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentCaller, IfNoneMatch, type Caller } from '#lib/platform';
import { RoadMap } from './road-map.js';
import { roadCollectionSchema } from './road.schema.js';

const geoJsonType = 'application/geo+json';

@ApiTags('places')
@Controller()
export class RoadController {
  constructor(private readonly roads: RoadMap) {}

  /**
   * All of them in one answer: they are few enough after simplifying, and a map that has them moves without asking.
   * Revalidated by its tag at each use.
   */
  @Allow('center.read')
  @Get('roads.geojson')
  @ApiOperation({
    summary:
      'Imported roads for maps, simplified to about 5 m. Empty where none were imported. Send the `ETag` back in ' +
      '`If-None-Match`.',
  })
  @ApiOkResponse({ content: { [geoJsonType]: { schema: roadCollectionSchema } } })
  @ApiResponse({ status: 304, description: 'Unchanged since that tag.' })
  async collection(
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
    @IfNoneMatch() ifNoneMatch?: string,
  ): Promise<string | undefined> {
    const tag = await this.roads.tag(caller);
    void reply.header('etag', tag).header('cache-control', 'private, no-cache');
    if (ifNoneMatch?.includes(tag)) {
      void reply.status(304);
      return undefined;
    }
    void reply.type(geoJsonType);
    return this.roads.collection(caller);
  }
}
