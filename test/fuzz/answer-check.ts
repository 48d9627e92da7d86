import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';
import { problemCodes, type Problem } from '#lib/contract';
import { catalogues, statusByCode } from '#lib/platform';
import type { Schema } from './document.js';
import type { WireAnswer } from './exchange.js';

const stackTrace = /\n\s+at .+[:(]\d+|\bat .+\.(js|ts):\d+:\d+|node_modules\//;
const databaseWords =
  /QueryFailedError|syntax error at or near|violates .+ constraint|relation ".+"|\b(select|insert into|delete from) .+ (from|values|where)\b|invalid input syntax|invalid byte sequence/i;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** Holds answers to what the document and the contract promise. */
export class AnswerCheck {
  private readonly ajv: Ajv2019;
  private readonly validators = new Map<Schema, ValidateFunction>();

  constructor(document: object) {
    this.ajv = new Ajv2019({ strict: false, allErrors: false });
    this.ajv.addFormat('uuid', uuid);
    this.ajv.addFormat('date-time', time);
    this.ajv.addSchema(asJsonSchema(document) as object, 'document');
  }

  /** What is wrong with a successful answer; undefined when nothing is. */
  faultOfSuccess(
    { status, text, headers }: WireAnswer,
    answers: Map<string, Schema | undefined>,
  ): string | undefined {
    if (!answers.has(String(status))) return `answers ${status}, which is not documented`;
    const schema = answers.get(String(status));
    if (!schema) return text === '' ? undefined : `answers ${status} with a body that is not documented`;
    if (!/^application\/(\w+\+)?json\b/.test(headers['content-type'] ?? '')) {
      return `answers ${status} as ${headers['content-type']}`;
    }
    return this.faultOf(JSON.parse(text), schema);
  }

  /** How the value differs from its schema; undefined when it does not. */
  faultOf(value: unknown, schema: Schema): string | undefined {
    let validate = this.validators.get(schema);
    if (!validate) {
      validate = this.ajv.compile(withinDocument(asJsonSchema(schema)) as object);
      this.validators.set(schema, validate);
    }
    if (validate(value)) return undefined;
    const [error] = validate.errors!;
    return `the answer's ${error!.instancePath || 'body'} ${error!.message} ${JSON.stringify(error!.params)}`;
  }
}

/**
 * What is wrong with an error; undefined when it is a problem document with a known code, its status and its text.
 * @param language that was asked for
 */
export function faultOfProblem(
  { status, text, headers }: WireAnswer,
  language: 'id' | 'en' | undefined,
): string | undefined {
  if (!(headers['content-type'] ?? '').startsWith('application/problem+json')) {
    return `answers ${status} as ${headers['content-type']}`;
  }
  const problem = JSON.parse(text) as Problem;
  const { code } = problem;
  if (!problemCodes.includes(code)) return `answers the unknown code ${String(code)}`;
  if (problem.status !== status || statusByCode[code] !== status) return `answers ${status} with ${code}`;
  // Without a request's number the headers were not read, so nobody knew which language.
  const asked = problem.requestId === undefined ? undefined : language;
  if (asked && problem.title !== catalogues[asked].problems[code][0]) {
    return `is not in the language asked for: ${problem.title}`;
  }
  return (
    untold(problem) ??
    leakIn(
      JSON.stringify({ ...problem, current: null, fields: problem.fields?.map(({ message }) => message) }),
    )
  );
}

/** What the fuzzer sends itself; no text of ours has a gap of this name. */
const sentGap = '{id}';

/** A text whose gaps were not filled, or a field whose rule has no text. */
function untold({ detail, fields = [] }: Problem): string | undefined {
  const told = [detail, ...fields.map(({ message }) => message)];
  const unfilled = told.find((text) => /\{\w+\}/.test(text.replaceAll(sentGap, '')));
  return unfilled === undefined ? undefined : `tells "${unfilled}"`;
}

export const leakIn = (text: string): string | undefined =>
  stackTrace.test(text)
    ? 'shows a stack trace'
    : databaseWords.test(text)
      ? 'shows a statement or an error of the database'
      : undefined;

/** OpenAPI 3.0 says `nullable`, JSON Schema a type; and an answer has no fields but the documented ones. */
function asJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonSchema);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...rest } = value as Schema;
  const schema = Object.fromEntries(
    Object.entries(rest).map(([key, part]) => [key, key === 'enum' ? part : asJsonSchema(part)]),
  );
  const isObject =
    schema['type'] === 'object' && schema['properties'] !== undefined && schema['allOf'] === undefined;
  const exact =
    isObject && schema['additionalProperties'] === undefined
      ? { ...schema, additionalProperties: false }
      : schema;
  return nullable === true ? { anyOf: [{ type: 'null' }, exact] } : exact;
}

/** References lead into the document. */
function withinDocument(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withinDocument);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      key === '$ref' && typeof part === 'string' ? `document${part}` : withinDocument(part),
    ]),
  );
}
