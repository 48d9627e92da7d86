/** What the fuzzer reads of an OpenAPI or AsyncAPI document. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  nullable?: boolean;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  additionalProperties?: boolean | Schema;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  example?: unknown;
  [other: string]: unknown;
}

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
}

export interface Operation {
  method: string;
  path: string;
  parameters: Parameter[];
  body: Schema | undefined;
  /** The schema of each answer that is documented, by status; undefined where it has no body. */
  answers: Map<string, Schema | undefined>;
}

type Content = Record<string, { schema?: Schema }> | undefined;
interface DocumentedOperation {
  parameters?: Parameter[];
  requestBody?: { content?: Content };
  responses: Record<string, { content?: Content }>;
}

const schemaIn = (content: Content): Schema | undefined => Object.values(content ?? {})[0]?.schema;

/** Every operation of the document. */
export function operationsOf(document: object): Operation[] {
  const { paths } = document as { paths: Record<string, Record<string, DocumentedOperation>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, responses }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
      body: schemaIn(requestBody?.content),
      answers: new Map(Object.entries(responses).map(([status, { content }]) => [status, schemaIn(content)])),
    })),
  );
}

/** Follows references to where the schema stands. @throws Error when it stands nowhere */
export function resolved(document: object, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  let found: unknown = document;
  for (const step of schema.$ref.replace(/^#\//, '').split('/')) {
    found = (found as Record<string, unknown> | undefined)?.[
      step.replaceAll('~1', '/').replaceAll('~0', '~')
    ];
  }
  if (found === undefined) throw new Error(`the document has no ${schema.$ref}`);
  return resolved(document, found as Schema);
}
