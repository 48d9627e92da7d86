import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, IfMatch, PathId, type Caller, type Page, type Refusal } from '#lib/platform';
import { Facilities } from './facilities.js';
import {
  BedsChangeRequest,
  FacilityChangesRequest,
  FacilityPage,
  FacilityPageQuery,
  FacilityResponse,
  NewFacilityRequest,
} from './facility.dto.js';
import type { Facility } from './facility.js';
import type { ListedFacility } from './facility.repository.js';

@ApiTags('facilities')
@Controller('facilities')
export class FacilityController {
  constructor(private readonly facilities: Facilities) {}

  @Allow('facility.read')
  @Get()
  @ApiOperation({ summary: 'Hospitals, puskesmas, clinics and bases, by name or nearest first.' })
  @ApiOkResponse({ type: FacilityPage })
  list(
    @CurrentCaller() caller: Caller,
    @Query() query: FacilityPageQuery,
  ): Promise<Result<Page<ListedFacility>, Refusal>> {
    return this.facilities.list(caller, query);
  }

  @Allow('facility.read')
  @Get(':id')
  @ApiOperation({ summary: 'One facility with its beds.' })
  @ApiOkResponse({ type: FacilityResponse })
  view(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<Facility, Refusal>> {
    return this.facilities.view(caller, id);
  }

  @Allow('facility.write')
  @Post()
  @ApiOperation({ summary: 'Adds a facility.' })
  @ApiCreatedResponse({ type: FacilityResponse })
  create(
    @CurrentCaller() caller: Caller,
    @Body() facility: NewFacilityRequest,
  ): Promise<Result<Facility, Refusal>> {
    return this.facilities.create(caller, facility);
  }

  @Allow('facility.write')
  @Patch(':id')
  @ApiOperation({ summary: 'Changes a facility; `active: false` takes it off the lists.' })
  @ApiOkResponse({ type: FacilityResponse })
  change(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Body() changes: FacilityChangesRequest,
    @IfMatch() ifMatch?: string,
  ): Promise<Result<Facility, Refusal>> {
    return this.facilities.change(caller, id, changes, ifMatch);
  }

  @Allow('facility.beds')
  @Patch(':id/beds')
  @ApiOperation({ summary: 'Tells whether a facility takes ambulances and how many beds are free.' })
  @ApiOkResponse({ type: FacilityResponse })
  changeBeds(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Body() change: BedsChangeRequest,
    @IfMatch({ required: false }) ifMatch?: string,
  ): Promise<Result<Facility, Refusal>> {
    return this.facilities.changeBeds(caller, id, change, ifMatch);
  }
}
