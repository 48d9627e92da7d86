import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, PathId, type Caller, type Refusal } from '#lib/platform';
import {
  PlaceHistory,
  PlaceHistoryRequest,
  PlaceNotePage,
  PlaceNoteQuery,
  PlaceNoteRequest,
  PlaceNoteView,
} from './place-note.dto.js';
import { PlaceNotes } from './place-notes.js';

@ApiTags('place notes')
@Controller('place-notes')
export class PlaceNoteController {
  constructor(private readonly notes: PlaceNotes) {}

  @Get()
  @Allow('place_note.read')
  @ApiOperation({ summary: 'What crews should know of places, newest first.' })
  @ApiOkResponse({ type: PlaceNotePage })
  list(
    @CurrentCaller() caller: Caller,
    @Query() query: PlaceNoteQuery,
  ): Promise<Result<PlaceNotePage, Refusal>> {
    return this.notes.list(caller, query);
  }

  @Post()
  @Allow('place_note.write')
  @ApiOperation({ summary: 'Writes down a danger, or something that helps, at a place.' })
  @ApiCreatedResponse({ type: PlaceNoteView })
  add(
    @CurrentCaller() caller: Caller,
    @Body() request: PlaceNoteRequest,
  ): Promise<Result<PlaceNoteView, Refusal>> {
    return this.notes.add(caller, request);
  }

  @Delete(':id')
  @Allow('place_note.write')
  @ApiOperation({ summary: 'Takes a note away; who wrote it and who took it away is kept.' })
  @ApiOkResponse({ type: PlaceNoteView })
  remove(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<PlaceNoteView, Refusal>> {
    return this.notes.remove(caller, id);
  }
}

@ApiTags('place notes')
@Controller()
export class PlaceHistoryController {
  constructor(private readonly notes: PlaceNotes) {}

  @Post('places/history')
  @HttpCode(200)
  @Allow('contact.read')
  @ApiOperation({ summary: 'What is known of a place: dangers, notes and earlier incidents.' })
  @ApiOkResponse({ type: PlaceHistory })
  at(
    @CurrentCaller() caller: Caller,
    @Body() request: PlaceHistoryRequest,
  ): Promise<Result<PlaceHistory, Refusal>> {
    return this.notes.historyAt(caller, request);
  }

  @Get('incidents/:id/place-history')
  @Allow('incident.read')
  @ApiOperation({
    summary:
      'The same of the place of an incident, for its team too: dangers and notes, not others’ incidents.',
  })
  @ApiOkResponse({ type: PlaceHistory })
  of(@CurrentCaller() caller: Caller, @PathId() id: string): Promise<Result<PlaceHistory, Refusal>> {
    return this.notes.historyOf(caller, id);
  }
}
