import type { ArgumentMetadata, PipeTransform, Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { RefusalException, type RefusedField } from '../problem/refusal.js';
import { isTooLarge } from './body-size.js';
import { documentsOf } from './fields.js';

const prefixes: Partial<Record<ArgumentMetadata['type'], string>> = { query: 'query.', param: 'path.' };
const unchecked: unknown[] = [undefined, Object, String, Number, Boolean, Array, Buffer];

function fieldsOf(errors: ValidationError[], prefix: string): RefusedField[] {
  return errors.flatMap((error) => {
    const field = `${prefix}${error.property}`;
    const rules = Object.keys(error.constraints ?? {}).map((rule) =>
      error.value === undefined && rule !== 'whitelistValidation' ? 'required' : rule,
    );
    const own = [...new Set(rules)].map((rule) => ({
      field,
      rule,
      parameters: error.contexts?.[rule] as Record<string, unknown> | undefined,
    }));
    return [...own, ...fieldsOf(error.children ?? [], `${field}.`)];
  });
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object with a `constructor` field of its own cannot be copied by its class: it is no request of ours. */
function copied<T extends object>(type: Type<T>, value: object): T {
  try {
    return plainToInstance(type, value);
  } catch {
    throw new RefusalException({ code: 'malformed_request' });
  }
}

async function checked<T extends object>(type: Type<T>, value: unknown, prefix: string): Promise<T> {
  if (!isPlainObject(value)) {
    throw new RefusalException({
      code: 'validation_failed',
      fields: [{ field: prefix.replace(/\.$/, '') || 'body', rule: 'isObject' }],
    });
  }
  const documents = documentsOf(type);
  const described = Object.entries(value).filter(([name]) => !documents.includes(name));
  if (isTooLarge(described)) throw new RefusalException({ code: 'body_too_large' });
  const instance = copied(type, value);
  const errors = await validate(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false,
    validationError: { target: false },
  });
  if (errors.length > 0) {
    throw new RefusalException({ code: 'validation_failed', fields: fieldsOf(errors, prefix) });
  }
  return instance;
}

/** Checks every body, query and path against its class: unknown fields are refused, each wrong field is named. */
export class RequestValidationPipe implements PipeTransform {
  transform(value: unknown, { metatype, type }: ArgumentMetadata): unknown {
    if (type === 'custom' || unchecked.includes(metatype)) return value;
    // No body is an empty one: then each missing field is named, and a body of optional fields may be left out.
    return checked(metatype as Type<object>, value ?? {}, prefixes[type] ?? '');
  }
}

/** Checks a body that is a list of objects, at most `max` of them, up to the first that is wrong. */
export class ListBodyPipe<T extends object> implements PipeTransform<unknown, Promise<T[]>> {
  constructor(
    private readonly type: Type<T>,
    private readonly max: number,
  ) {}

  async transform(value: unknown): Promise<T[]> {
    const rule = !Array.isArray(value) ? 'isArray' : value.length > this.max ? 'arrayMaxSize' : undefined;
    if (rule) {
      throw new RefusalException({
        code: 'validation_failed',
        fields: [{ field: 'body', rule, parameters: { 0: this.max } }],
      });
    }
    const items: T[] = [];
    for (const [index, item] of (value as unknown[]).entries()) {
      items.push(await checked(this.type, item, `${index}.`));
    }
    return items;
  }
}
