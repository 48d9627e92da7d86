import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, IfMatch, type Caller, type Refusal } from '#lib/platform';
import { ResponsePlanBody, ResponsePlanList, ResponsePlanView } from './response-plan.dto.js';
import { ResponsePlans } from './response-plans.js';

@ApiTags('dispatch')
@Controller('response-plans')
export class ResponsePlanController {
  constructor(private readonly plans: ResponsePlans) {}

  @Get()
  @Allow('response_plan.read')
  @ApiOperation({ summary: 'Which teams each type and priority of incident gets, as it is in force.' })
  @ApiOkResponse({ type: ResponsePlanList })
  list(@CurrentCaller() caller: Caller): Promise<ResponsePlanList> {
    return this.plans.list(caller);
  }

  @Put()
  @Allow('response_plan.write')
  @ApiOperation({
    summary: 'Decides one plan. If-Match with its version when the center has changed it before.',
  })
  @ApiOkResponse({ type: ResponsePlanView })
  put(
    @CurrentCaller() caller: Caller,
    @Body() plan: ResponsePlanBody,
    @IfMatch({ required: false }) ifMatch: string | undefined,
  ): Promise<Result<ResponsePlanView, Refusal>> {
    return this.plans.put(caller, plan, ifMatch);
  }
}
