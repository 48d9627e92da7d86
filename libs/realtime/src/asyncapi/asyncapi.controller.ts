import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '#lib/platform';
import { asyncApiDocument } from './asyncapi.js';

const document = asyncApiDocument();

@ApiExcludeController()
@Controller({ path: 'api/asyncapi.json', version: undefined })
export class AsyncApiController {
  /** The messages of the live board, for generators and for people. */
  @Public('describes the interface and holds no data')
  @Get()
  read(): object {
    return document;
  }
}
