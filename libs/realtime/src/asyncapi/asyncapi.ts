import { z } from 'zod';
import {
  acknowledgement,
  closingMessage,
  eventPayloads,
  eventTypes,
  heartbeatMessage,
  heartbeatMilliseconds,
  isAuditOnly,
  nobody,
  positionMessage,
  presenceMessage,
  problemCodes,
  realtimeAuth,
  realtimeNamespace,
  renewMessage,
  snapshotMessage,
  viewMessage,
  type EventType,
} from '#lib/contract';
import { realtimeSettings } from '../realtime-settings.js';

type JsonSchema = Record<string, unknown>;

/** What a client must send, or what it may rely on receiving. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): JsonSchema => {
  const json: JsonSchema = z.toJSONSchema(schema, { io, target: 'draft-7' });
  delete json['$schema'];
  return json;
};

/** An entry as a screen receives it. */
function eventSchema(type: EventType): z.ZodObject {
  const blanked = isAuditOnly(type);
  return z.object({
    seq: z.number().int().min(1).describe('Gapless and in commit order within the center.'),
    type: z.literal(type),
    occurredAt: z.iso.datetime().describe('When the server recorded it, UTC.'),
    subjectId: blanked ? z.literal(nobody) : z.uuid(),
    subjectVersion: blanked ? z.literal(0) : z.number().int(),
    actor: blanked
      ? z.literal('system')
      : z.string().describe('`user:<id>`, `integration:<id>` or `system`.'),
    incidentId: blanked ? z.null() : z.uuid().nullable(),
    teamId: blanked ? z.null() : z.uuid().nullable(),
    payload: blanked ? z.object({}) : eventPayloads[type],
  });
}

/** Names may hold letters, digits, dots, dashes and underscores only. */
const eventSchemaName = (type: EventType) => `event.${type}`;

const problemSchema: JsonSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', enum: [...problemCodes] },
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
  },
};

interface MessageDescription {
  summary: string;
  payload: JsonSchema;
}

const fromServer: Record<string, MessageDescription> = {
  snapshot: {
    summary: 'The whole live board at `seq`, narrowed to what the receiver may see.',
    payload: schemaOf(snapshotMessage, 'output'),
  },
  event: {
    summary: 'An entry of the journal, from `since + 1` or the snapshot’s `seq + 1`.',
    payload: {
      oneOf: eventTypes.map((type) => ({ $ref: `#/components/schemas/${eventSchemaName(type)}` })),
    },
  },
  positions: {
    summary: 'Where teams are now: at most one fix a team a second. Volatile; a team receives its own.',
    payload: { type: 'array', items: schemaOf(positionMessage, 'output') },
  },
  heartbeat: {
    summary: `Every ${heartbeatMilliseconds / 1000} seconds. Everything up to \`seq\` that the receiver may see was sent before it.`,
    payload: schemaOf(heartbeatMessage, 'output'),
  },
  presence: {
    summary: 'Who has the same incident open.',
    payload: schemaOf(presenceMessage, 'output'),
  },
  closing: {
    summary: 'The last message before the server ends the connection, and whether to come back.',
    payload: schemaOf(closingMessage, 'output'),
  },
};

const fromClient: Record<string, MessageDescription> = {
  view: {
    summary: 'Which incident this user has open. Acknowledged.',
    payload: schemaOf(viewMessage, 'input'),
  },
  renew: {
    summary: 'A fresh token of the same user: the connection outlives the old one. Acknowledged.',
    payload: schemaOf(renewMessage, 'input'),
  },
};

const messagesOf = (described: Record<string, MessageDescription>) =>
  Object.fromEntries(
    Object.entries(described).map(([name, { summary, payload }]) => [
      name,
      { name, title: name, summary, contentType: 'application/json', payload },
    ]),
  );

const referencesTo = (described: Record<string, MessageDescription>) =>
  Object.keys(described).map((name) => ({ $ref: `#/channels/realtime/messages/${name}` }));

/** The AsyncAPI 3.0 document of the namespace: made from the schemas the messages are checked with, never by hand. */
export function asyncApiDocument(): JsonSchema {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Layad realtime',
      version: '1',
      description: [
        'The live board of a Public Safety Center (PSC 119), over Socket.IO 4.',
        '',
        `Connect to the namespace \`${realtimeNamespace}\` with \`auth: {token, since?}\`. A refused connection gets \`connect_error\` with a problem document as \`data\`. Without \`since\`, or when it is older than ${realtimeSettings.replayMostHours} hours or ${realtimeSettings.replayMostEntries} entries, the first message is a \`snapshot\`; then every \`event\` follows, gapless in \`seq\`. Keep the last \`seq\` and come back with it as \`since\`.`,
        '',
        'Entries about accounts, sessions and case reviews keep their place in `seq` and are blanked: their type and moment, and nothing else. A team receives the entries of its own assignments, of their incidents from the offer to the end (without those of other teams), of itself and of facilities; its `seq` jumps, and the `seq` of a heartbeat is what it resumes from.',
        '',
        `The WebSocket transport is preferred; with several server processes and long polling the load balancer must keep a client on one process. A client may send ${realtimeSettings.messageBurst} messages at once and ${realtimeSettings.messagesPerSecond} a second, of at most ${realtimeSettings.largestMessageBytes} bytes.`,
      ].join('\n'),
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    servers: {
      self: {
        host: '127.0.0.1:3119',
        protocol: 'socketio',
        pathname: '/socket.io',
        description: 'The same process and port as the HTTP API.',
        security: [{ $ref: '#/components/securitySchemes/token' }],
      },
    },
    channels: {
      realtime: {
        address: realtimeNamespace,
        title: 'The live board',
        messages: {
          ...messagesOf(fromServer),
          ...messagesOf(fromClient),
          acknowledgement: acknowledgementMessage,
        },
      },
    },
    operations: {
      follow: {
        action: 'send',
        channel: { $ref: '#/channels/realtime' },
        summary: 'What the server sends.',
        messages: referencesTo(fromServer),
      },
      say: {
        action: 'receive',
        channel: { $ref: '#/channels/realtime' },
        summary: 'What a client may say; each is acknowledged when an acknowledgement was asked for.',
        messages: referencesTo(fromClient),
        reply: {
          channel: { $ref: '#/channels/realtime' },
          messages: [{ $ref: '#/channels/realtime/messages/acknowledgement' }],
        },
      },
    },
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'The same access token or API key as over HTTP, in Socket.IO’s `auth`.',
        },
      },
      schemas: {
        auth: schemaOf(realtimeAuth, 'input'),
        problem: problemSchema,
        ...Object.fromEntries(
          eventTypes.map((type) => [eventSchemaName(type), schemaOf(eventSchema(type), 'output')]),
        ),
      },
    },
  };
}

const acknowledgementMessage = {
  name: 'acknowledgement',
  title: 'acknowledgement',
  summary: 'The answer to a client’s message.',
  contentType: 'application/json',
  payload: schemaOf(acknowledgement, 'output'),
};
