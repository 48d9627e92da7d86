import type { Result } from '#lib/kernel';
import { problemFrom, type Refusal } from '#lib/platform';

/** What the person at the terminal can mend: shown without a stack. */
export class CommandLineError extends Error {}

/**
 * The value of a command.
 * @throws CommandLineError with the refusal in words, each wrong field on a line of its own
 */
export function valueOf<T>(result: Result<T, Refusal>): T {
  if (result.accepted) return result.value;
  const { title, detail, fields = [] } = problemFrom(result.refusal, 'en');
  const lines = fields.map(({ field, message }) => `  ${field}: ${message}`);
  throw new CommandLineError([`${title}. ${detail}`, ...lines].join('\n'));
}
