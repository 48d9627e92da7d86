import { Injectable } from '@nestjs/common';
import type { Protocol } from '../engine/index.js';
import { builtInProtocol } from '../protocol/protocol-folder.js';

/** The protocol that comes with the system. */
@Injectable()
export class BuiltInProtocol {
  read(): Protocol {
    return builtInProtocol();
  }
}
