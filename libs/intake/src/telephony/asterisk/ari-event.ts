import { z } from 'zod';
import type { CallReport } from '../call-facts.js';

/** The exchange's name in `exchange_call`: a process speaks with one Asterisk. */
export const asterisk = 'asterisk';

/** Channels that Layad itself makes begin with this; all others in the application are callers. */
export const ownPrefix = 'layad-';
export const isOwn = (channelId: string): boolean => channelId.startsWith(ownPrefix);

const party = z.object({ name: z.string(), number: z.string() });

/** What is read of a channel (Asterisk REST Interface, model `Channel`). */
export const ariChannel = z.object({
  id: z.string().min(1).max(128),
  name: z.string(),
  state: z.string(),
  caller: party,
  dialplan: z.object({
    exten: z.string(),
    app_name: z.string().default(''),
    app_data: z.string().default(''),
  }),
  creationtime: z.string(),
});
export type AriChannel = z.infer<typeof ariChannel>;

export const ariBridge = z.object({ id: z.string(), channels: z.array(z.string()) });
export type AriBridge = z.infer<typeof ariBridge>;

/** What is read of an event (model `Event` and those that extend it). Kinds that are not named here are left alone. */
const ariEvent = z.object({
  type: z.string(),
  timestamp: z.string().optional(),
  application: z.string().optional(),
  args: z.array(z.string()).optional(),
  channel: ariChannel.optional(),
  bridge: ariBridge.optional(),
});
export type AriEvent = z.infer<typeof ariEvent>;

/** The event in a message, or undefined when it cannot be read: one bad message must not stop the next. */
export function ariEventFrom(message: string): AriEvent | undefined {
  try {
    return ariEvent.safeParse(JSON.parse(message)).data;
  } catch {
    return undefined;
  }
}

/** `2026-11-21T18:42:25.815+0000`: ISO 8601 with a zone that has no colon. */
export const ariTime = (text: string): Date => new Date(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));

/**
 * What an event says of callers. A call rang when its channel was made, and was answered when its channel went up or
 * into a bridge; with whom is told by the other channels there.
 */
export function reportsOf({ type, timestamp, args, channel, bridge }: AriEvent): CallReport[] {
  if (!channel || !timestamp) return [];
  const at = ariTime(timestamp);
  if (Number.isNaN(at.getTime())) return [];
  switch (type) {
    case 'StasisStart':
      return isOwn(channel.id) ? [] : [ringingReport(channel, args?.[0])];
    case 'ChannelStateChange':
      return !isOwn(channel.id) && channel.state === 'Up' ? [report(channel.id, 'answered', at)] : [];
    case 'ChannelEnteredBridge':
      return bridgedReports(channel, bridge, at);
    case 'StasisEnd':
    case 'ChannelDestroyed':
      return isOwn(channel.id) ? [] : [report(channel.id, 'ended', at)];
    default:
      return [];
  }
}

export function ringingReport(channel: AriChannel, line?: string): CallReport {
  return {
    ...report(channel.id, 'ringing', ariTime(channel.creationtime)),
    callerNumber: channel.caller.number.slice(0, 64) || null,
    callerName: channel.caller.name.slice(0, 200) || null,
    line: (line ?? channel.dialplan.exten).slice(0, 100) || null,
  };
}

/** The one who came in is talked to, if it is a caller; so are the callers it found there, by its telephone. */
function bridgedReports(channel: AriChannel, bridge: AriBridge | undefined, at: Date): CallReport[] {
  const others = (bridge?.channels ?? []).filter((id) => id !== channel.id && !isOwn(id));
  const extension = extensionOf(channel);
  return [
    ...(isOwn(channel.id) ? [] : [report(channel.id, 'bridged', at)]),
    ...others.map((id) => ({ ...report(id, 'bridged', at), extension })),
  ];
}

/** `PJSIP/101-00000004` is the telephone 101. */
export const extensionOf = ({ name }: AriChannel): string | null =>
  /^[A-Za-z0-9]+\/([A-Za-z0-9][A-Za-z0-9._-]{0,39})-[0-9a-f]+(;\d)?$/.exec(name)?.[1] ?? null;

const report = (callId: string, kind: CallReport['kind'], at: Date): CallReport => ({
  exchange: asterisk,
  callId,
  kind,
  at,
});
