import { Param, type PipeTransform } from '@nestjs/common';
import { RefusalException } from '../problem/refusal.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

class UuidPipe implements PipeTransform<string, string> {
  constructor(private readonly name: string) {}

  transform(value: string): string {
    if (uuid.test(value)) return value.toLowerCase();
    throw new RefusalException({
      code: 'validation_failed',
      fields: [{ field: `path.${this.name}`, rule: 'isUuid' }],
    });
  }
}

/** A UUID in the path. */
export const PathId = (name = 'id'): ParameterDecorator => Param(name, new UuidPipe(name));
