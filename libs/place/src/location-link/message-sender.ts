import { Inject, Injectable } from '@nestjs/common';
import type { MessageChannel, MessageDelivery } from '#lib/contract';
import { LOGGER, type Logger } from '#lib/platform';

/** Sends short messages to the public. An adapter must never log the number or the text. */
export interface MessageSender {
  /** @returns how far it came; never throws for a message that cannot be sent */
  send(message: { channel: MessageChannel; number: string; text: string }): Promise<MessageDelivery>;
}
export const MESSAGE_SENDER = Symbol('MessageSender');

/** Stands where no way to send messages is set up: says that one was asked for, and nothing of whom or what. */
@Injectable()
export class LogMessageSender implements MessageSender {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  send({
    channel,
    text,
  }: {
    channel: MessageChannel;
    number: string;
    text: string;
  }): Promise<MessageDelivery> {
    this.logger.info({ channel, characters: text.length }, 'a message was not sent: no sender is connected');
    return Promise.resolve('not_connected');
  }
}
