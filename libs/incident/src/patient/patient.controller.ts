import { Body, Controller, Headers, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, PathId, type Caller, type Refusal } from '#lib/platform';
import { PatientRequest } from './patient.dto.js';
import { Patients } from './patients.js';
import { PatientView } from './patient.view.js';

@ApiTags('incidents')
@Controller('incidents/:id/patients')
export class PatientController {
  constructor(private readonly patients: Patients) {}

  @Post()
  @Allow('patient.write')
  @ApiOperation({ summary: 'Adds a patient to an open incident. Teams: to the incidents they were sent to.' })
  @ApiCreatedResponse({ type: PatientView })
  add(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @Body() request: PatientRequest,
  ): Promise<Result<PatientView, Refusal>> {
    return this.patients.add(caller, id, request);
  }

  @Patch(':patientId')
  @Allow('patient.write')
  @ApiOperation({
    summary: 'Changes what is named of a patient; null clears. 412 carries the current patient.',
  })
  @ApiHeader({
    name: 'If-Match',
    required: true,
    description: 'The version that was read, for example `"3"`.',
  })
  @ApiOkResponse({ type: PatientView })
  change(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @PathId('patientId') patientId: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() request: PatientRequest,
  ): Promise<Result<PatientView, Refusal>> {
    return this.patients.change(caller, id, patientId, ifMatch, request);
  }
}
