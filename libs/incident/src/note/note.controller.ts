import { Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, PathId, type Caller, type Refusal } from '#lib/platform';
import { NoteRequest, NoteView } from './note.dto.js';
import { Notes } from './notes.js';

@ApiTags('incidents')
@Controller('incidents/:id/notes')
export class NoteController {
  constructor(private readonly notes: Notes) {}

  @Post()
  @Allow('patient.write')
  @ApiOperation({
    summary: 'Adds a note, also to a closed incident. Teams: to the incidents they were sent to.',
  })
  @ApiCreatedResponse({ type: NoteView })
  add(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Body() request: NoteRequest,
  ): Promise<Result<NoteView, Refusal>> {
    return this.notes.add(caller, id, request);
  }
}
