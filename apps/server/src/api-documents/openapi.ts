import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { problemCodes } from '#lib/contract';

/** Every error of every route has this shape (RFC 9457). */
const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', description: 'A URI naming the kind of problem.' },
    title: { type: 'string', description: 'In the caller’s language.' },
    status: { type: 'integer' },
    detail: {
      type: 'string',
      description: 'In the caller’s language: what happened, what was kept, what to do.',
    },
    code: { type: 'string', enum: [...problemCodes], description: 'Stable; meant for programs.' },
    requestId: { type: 'string', description: 'To be quoted to whoever runs the system.' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'rule', 'message'],
        properties: {
          field: { type: 'string' },
          rule: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
    current: { type: 'object', description: 'The present state of what the caller tried to change.' },
    allowed: { type: 'array', items: { type: 'string' }, description: 'The states that may follow.' },
  },
} as const;

/** The OpenAPI document of the running application: made from its controllers, never written by hand. */
export function openApiDocument(application: INestApplication): OpenAPIObject {
  const configuration = new DocumentBuilder()
    .setTitle('Layad')
    .setVersion('1')
    .setDescription(
      'Emergency medical dispatch for Public Safety Centers (PSC 119). JSON, UTC ISO 8601 times, metres, seconds, ' +
        'WGS 84 degrees. Creating POSTs take an `Idempotency-Key`; changes of a versioned resource take `If-Match`. ' +
        'Errors are RFC 9457 problem documents in Indonesian or English (`Accept-Language`).',
    )
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', description: 'An access token, or an API key of an integration.' })
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(application, configuration, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: problemSchema as never },
  };
  for (const operations of Object.values(document.paths)) {
    for (const operation of Object.values(
      operations as Record<string, { responses?: Record<string, unknown> }>,
    )) {
      if (operation.responses) {
        operation.responses['default'] = {
          description: 'A problem',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        };
      }
    }
  }
  return document;
}

/** Serves the document and a page to try it. */
export function serveOpenApi(application: INestApplication): void {
  SwaggerModule.setup('api/docs', application, () => openApiDocument(application), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Layad API',
  });
}
