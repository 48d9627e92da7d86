/** PostgreSQL's wire protocol, as far as it must be understood to share one engine: where a message ends, and what kind it is. */

const startupProtocol = 196_608; // 3.0
const cancelRequest = 80_877_102;

export type FirstPacket = 'startup' | 'cancel' | 'other';

/** The first packet of a session has no type byte: a length and a number that says what it is. */
export function firstPacket(bytes: Buffer): { length: number; kind: FirstPacket } | undefined {
  if (bytes.length < 8 || bytes.length < bytes.readInt32BE(0)) return undefined;
  const code = bytes.readInt32BE(4);
  return {
    length: bytes.readInt32BE(0),
    kind: code === startupProtocol ? 'startup' : code === cancelRequest ? 'cancel' : 'other',
  };
}

/** How many of the bytes are whole messages, and whether the last of them ends the session. */
export function wholeMessages(bytes: Buffer): { length: number; terminates: boolean } {
  let length = 0;
  while (bytes.length - length >= 5) {
    const end = length + 1 + bytes.readInt32BE(length + 1);
    if (bytes[length] === ascii('X')) return { length, terminates: true };
    if (end > bytes.length) break;
    length = end;
  }
  return { length, terminates: false };
}

export interface Answer {
  /** What the client is to see: all but the notifications. */
  readonly bytes: Buffer;
  readonly notifications: readonly { channel: string; payload: string }[];
  /** `I` idle, `T` in a transaction, `E` in a failed one; undefined while a series of messages is unfinished. */
  readonly transactionStatus: string | undefined;
}

export function readAnswer(bytes: Buffer): Answer {
  const kept: Buffer[] = [];
  const notifications: { channel: string; payload: string }[] = [];
  let transactionStatus: string | undefined;
  let keptFrom = 0;
  for (let start = 0; start < bytes.length;) {
    const end = start + 1 + bytes.readInt32BE(start + 1);
    const type = bytes[start];
    transactionStatus = type === ascii('Z') ? String.fromCharCode(bytes[start + 5] ?? 0) : undefined;
    if (type === ascii('A')) {
      kept.push(bytes.subarray(keptFrom, start));
      keptFrom = end;
      const [channel = '', payload = ''] = bytes.toString('utf8', start + 9, end - 1).split('\0');
      notifications.push({ channel, payload });
    }
    start = end;
  }
  if (keptFrom === 0) return { bytes, notifications, transactionStatus };
  kept.push(bytes.subarray(keptFrom));
  return { bytes: Buffer.concat(kept), notifications, transactionStatus };
}

/** A simple query as one message. */
export function queryMessage(sql: string): Buffer {
  const text = Buffer.from(`${sql}\0`);
  const message = Buffer.alloc(5 + text.length);
  message.write('Q', 0, 'ascii');
  message.writeInt32BE(4 + text.length, 1);
  text.copy(message, 5);
  return message;
}

/** Ends a series of messages that its sender left unfinished. */
export const syncMessage = Buffer.from([ascii('S'), 0, 0, 0, 4]);

/** The server's error text in an answer, if there is one. */
export function errorText(bytes: Buffer): string | undefined {
  for (let start = 0; start < bytes.length; start += 1 + bytes.readInt32BE(start + 1)) {
    if (bytes[start] !== ascii('E')) continue;
    const fields = bytes.toString('utf8', start + 5, start + 1 + bytes.readInt32BE(start + 1)).split('\0');
    return fields.find((field) => field.startsWith('M'))?.slice(1) ?? 'unknown error';
  }
  return undefined;
}

function ascii(character: string): number {
  return character.charCodeAt(0);
}
