import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDate,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  registerDecorator,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { momentFrom } from './moment.js';

/**
 * One decorator a field: what is accepted, how it is documented and what is told when it is wrong come from the same
 * line. Use these in every request and response class.
 */
interface FieldOptions {
  description: string;
  /** May be left out. */
  optional?: boolean;
  /** May be `null`, which clears it. */
  nullable?: boolean;
  example?: unknown;
}

type Decorators = PropertyDecorator[];

/** The limit that the message of a broken rule names, in every language. */
const told = (limit: unknown) => ({ context: { 0: limit } });

function field(
  options: FieldOptions,
  documentation: ApiPropertyOptions,
  rules: Decorators,
): PropertyDecorator {
  const { description, example, optional = false, nullable = false } = options;
  const presence: Decorators = [];
  if (optional && nullable) presence.push(IsOptional());
  else if (optional) presence.push(ValidateIf((_, value) => value !== undefined));
  else if (nullable) presence.push(ValidateIf((_, value) => value !== null));
  return applyDecorators(
    ApiProperty({
      ...documentation,
      description,
      required: !optional,
      nullable,
      ...(example === undefined ? {} : { example }),
    } as ApiPropertyOptions),
    ...presence,
    ...rules,
  );
}

/** A document that its own schema checks: neither looked into nor copied here. */
export function Document(options: FieldOptions): PropertyDecorator {
  const documentation = { type: Object, additionalProperties: true };
  const asItCame = Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key]);
  return applyDecorators(
    field(options, documentation, [IsObject(), asItCame]),
    (target: object, name: string | symbol) => {
      documents.set(target.constructor, [...documentsOf(target.constructor), String(name)]);
    },
  );
}

const documents = new Map<unknown, string[]>();

/** The names of the fields of a class, or of one it extends, that hold a {@link Document}. */
export function documentsOf(type: unknown): string[] {
  const own = documents.get(type) ?? [];
  const parent: unknown = typeof type === 'function' ? Object.getPrototypeOf(type) : undefined;
  return typeof parent === 'function' ? [...documentsOf(parent), ...own] : own;
}

/** PostgreSQL cannot store a NUL, and JSON cannot carry half a surrogate pair. */
function StorableText(): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({
      name: 'storableText',
      target: target.constructor,
      propertyName: propertyName as string,
      validator: {
        validate: (value: unknown) =>
          typeof value !== 'string' || (!value.includes('\u0000') && value.isWellFormed()),
      },
    });
}

/** Text of 1 to `max` characters; kept as said, only the white space around it is cut off. */
export function Text(
  options: FieldOptions & { max: number; min?: number; pattern?: RegExp },
): PropertyDecorator {
  const { max, min = 1, pattern } = options;
  return field(
    options,
    { type: String, maxLength: max, minLength: min, ...(pattern ? { pattern: pattern.source } : {}) },
    [
      Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value)),
      IsString(),
      MinLength(min, told(min)),
      MaxLength(max, told(max)),
      StorableText(),
      ...(pattern ? [Matches(pattern)] : []),
    ],
  );
}

/** A password: text kept exactly as typed, white space included. */
export function Secret(options: FieldOptions & { max: number; min?: number }): PropertyDecorator {
  const { max, min = 1 } = options;
  return field(options, { type: String, format: 'password', maxLength: max, minLength: min }, [
    IsString(),
    MinLength(min, told(min)),
    MaxLength(max, told(max)),
    StorableText(),
  ]);
}

/** One of a list of words. */
export function Choice(
  values: readonly string[],
  options: FieldOptions & { name?: string },
): PropertyDecorator {
  return field(
    options,
    {
      type: String,
      enum: [...values, ...(options.nullable ? [null] : [])],
      ...(options.name && !options.nullable ? { enumName: options.name } : {}),
    },
    [IsIn([...values], told(values.join(', ')))],
  );
}

/** `?state=a&state=b` and `?state=a,b` are the same list. */
const listFromQuery = Transform(({ value }: { value: unknown }) =>
  [value].flat().flatMap((part) => (typeof part === 'string' ? part.split(',') : [part])),
);

/** Several of a list of words, each once. */
export function Choices(
  values: readonly string[],
  options: FieldOptions & { min?: number; query?: boolean },
): PropertyDecorator {
  const { min = 0 } = options;
  return field(
    options,
    {
      type: String,
      enum: [...values],
      isArray: true,
      maxItems: values.length,
      minItems: min,
      uniqueItems: true,
    },
    [
      ...(options.query ? [listFromQuery] : []),
      IsArray(),
      ArrayMinSize(min, told(min)),
      ArrayMaxSize(values.length, told(values.length)),
      ArrayUnique(),
      IsIn([...values], { each: true, ...told(values.join(', ')) }),
    ],
  );
}

/** A UUID. */
export function Identifier(options: FieldOptions): PropertyDecorator {
  return field(options, { type: String, format: 'uuid' }, [IsUUID('all')]);
}

/** Several UUIDs, each once. */
export function Identifiers(
  options: FieldOptions & { min?: number; max: number; query?: boolean },
): PropertyDecorator {
  const { min = 0, max } = options;
  return field(
    options,
    { type: String, format: 'uuid', isArray: true, maxItems: max, minItems: min, uniqueItems: true },
    [
      ...(options.query ? [listFromQuery] : []),
      IsArray(),
      ArrayMinSize(min, told(min)),
      ArrayMaxSize(max, told(max)),
      ArrayUnique(),
      IsUUID('all', { each: true }),
    ],
  );
}

/** A moment of the years 1 to 9999, ISO 8601 with its zone; a `Date` in the code. */
export function Time(options: FieldOptions): PropertyDecorator {
  return field(options, { type: String, format: 'date-time' }, [
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? (momentFrom(value) ?? new Date(NaN)) : value,
    ),
    IsDate(),
  ]);
}

interface NumberOptions extends FieldOptions {
  min: number;
  max: number;
  /** The field comes from a query string, where everything is text. */
  query?: boolean;
}

const numberFromQuery = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' && value.trim() !== '' ? Number(value) : value,
);

/** A whole number between `min` and `max`. */
export function Whole(options: NumberOptions): PropertyDecorator {
  return field(options, { type: 'integer', minimum: options.min, maximum: options.max }, [
    ...(options.query ? [numberFromQuery] : []),
    IsInt(),
    Min(options.min, told(options.min)),
    Max(options.max, told(options.max)),
  ]);
}

/** A finite number between `min` and `max`. */
export function Decimal(options: NumberOptions): PropertyDecorator {
  return field(options, { type: Number, minimum: options.min, maximum: options.max }, [
    ...(options.query ? [numberFromQuery] : []),
    IsNumber({ allowNaN: false, allowInfinity: false }),
    Min(options.min, told(options.min)),
    Max(options.max, told(options.max)),
  ]);
}

export const Latitude = (description = 'Latitude, WGS 84, degrees.'): PropertyDecorator =>
  Decimal({ description, min: -90, max: 90, example: -6.9025 });

export const Longitude = (description = 'Longitude, WGS 84, degrees.'): PropertyDecorator =>
  Decimal({ description, min: -180, max: 180, example: 107.6188 });

/** The `coordinates` of a GeoJSON LineString: at least two positions, longitude first, WGS 84, degrees. */
export function LineCoordinates(options: FieldOptions): PropertyDecorator {
  const degrees = { type: 'number', minimum: -180, maximum: 180 };
  const position = { type: 'array', items: degrees, minItems: 2, maxItems: 2 };
  return field(options, { type: 'array', items: position, minItems: 2 }, [
    IsArray(),
    ArrayMinSize(2, told(2)),
  ]);
}

/** True or false. */
export function Flag(options: FieldOptions & { query?: boolean }): PropertyDecorator {
  return field(options, { type: Boolean }, [
    ...(options.query
      ? [
          Transform(({ value }: { value: unknown }) =>
            value === 'true' ? true : value === 'false' ? false : value,
          ),
        ]
      : []),
    IsBoolean(),
  ]);
}

type Constructor = new () => object;

/**
 * Tells Swagger that this is a class still to be asked for: it goes by the function's name, which an arrow handed on
 * does not have, and then documents a reference to nothing.
 */
const lazily = (ask: () => Constructor): { type: () => Constructor } => ({ type: () => ask() });

/** An object with fields of its own. */
export function Nested(type: () => Constructor, options: FieldOptions): PropertyDecorator {
  return field(options, lazily(type), [IsObject(), ValidateNested(), Type(type)]);
}

/** A list of objects. */
export function NestedList(
  type: () => Constructor,
  options: FieldOptions & { max: number; min?: number },
): PropertyDecorator {
  const { max, min = 0 } = options;
  return field(options, { ...lazily(type), isArray: true, maxItems: max, minItems: min }, [
    IsArray(),
    ArrayMinSize(min, told(min)),
    ArrayMaxSize(max, told(max)),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(type),
  ]);
}

/** A list of texts. */
export function TextList(options: FieldOptions & { max: number; maxLength: number }): PropertyDecorator {
  return field(options, { type: String, isArray: true, maxItems: options.max }, [
    IsArray(),
    ArrayMaxSize(options.max, told(options.max)),
    IsString({ each: true }),
    MaxLength(options.maxLength, { each: true, ...told(options.maxLength) }),
  ]);
}
