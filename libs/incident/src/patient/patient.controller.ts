import { Body, Controller, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, IfMatch, PathId, type Caller, type Refusal } from '#lib/platform';
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
  @ApiOkResponse({ type: PatientView })
  change(
    @CurrentCaller() caller: Caller,
    @PathId() id: string,
    @PathId('patientId') patientId: string,
    @IfMatch() ifMatch: string | undefined,
    @Body() request: PatientRequest,
  ): Promise<Result<PatientView, Refusal>> {
    return this.patients.change(caller, id, patientId, ifMatch, request);
  }
}
