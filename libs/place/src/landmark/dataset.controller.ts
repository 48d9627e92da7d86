import { Controller, Delete, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Result } from '#lib/kernel';
import { Allow, CurrentCaller, type Caller, type Refusal } from '#lib/platform';
import { datasetPattern, DatasetList, DatasetRemoval } from './dataset.dto.js';
import { Datasets } from './datasets.js';

@ApiTags('places')
@Controller('places/datasets')
export class DatasetController {
  constructor(private readonly datasets: Datasets) {}

  @Get()
  @Allow('center.read')
  @ApiOperation({ summary: 'The datasets of landmarks and streets, with how many places each holds.' })
  @ApiOkResponse({ type: DatasetList })
  list(@CurrentCaller() caller: Caller): Promise<DatasetList> {
    return this.datasets.list(caller);
  }

  @Delete(':dataset')
  @Allow('center.write')
  @ApiParam({ name: 'dataset', schema: { type: 'string', maxLength: 64, pattern: datasetPattern.source } })
  @ApiOperation({
    summary: 'Takes a dataset away: its places are found no more. Incidents keep their places.',
  })
  @ApiOkResponse({ type: DatasetRemoval })
  remove(
    @CurrentCaller() caller: Caller,
    @Param('dataset') dataset: string,
  ): Promise<Result<DatasetRemoval, Refusal>> {
    return this.datasets.remove(caller, dataset);
  }
}
