import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { Writable } from 'node:stream';
import { CommandLineError } from './command-line-error.js';

/** Where the commands ask and tell. */
export interface Terminal {
  /** Asks a person, without showing what is typed. */
  askSecretly(question: string): Promise<string>;
  /** All that another program sends, for `--password-stdin`. */
  readAll(): Promise<string>;
  tell(line: string): void;
}

interface Streams {
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  /** Questions go here, so that the standard output holds results only. */
  questions: NodeJS.WritableStream;
  results: NodeJS.WritableStream;
}

export function terminalOn({ input, questions, results }: Streams): Terminal {
  return {
    async askSecretly(question) {
      if (!input.isTTY) {
        throw new CommandLineError('There is no terminal to ask for the password: use --password-stdin.');
      }
      const swallowed = new Writable({ write: (_chunk, _encoding, done) => done() });
      const lines = createInterface({ input, output: swallowed, terminal: true });
      const interrupted = new AbortController();
      lines.on('SIGINT', () => interrupted.abort()).on('close', () => interrupted.abort());
      questions.write(question);
      try {
        return await lines.question('', { signal: interrupted.signal });
      } catch {
        throw new CommandLineError('Given up: nothing was changed.');
      } finally {
        lines.close();
        questions.write('\n');
      }
    },
    readAll: () => text(input),
    tell: (line) => void results.write(`${line}\n`),
  };
}

export const processTerminal = terminalOn({
  input: process.stdin,
  questions: process.stderr,
  results: process.stdout,
});

/** @throws CommandLineError when a person types two different ones */
export async function newPassword(terminal: Terminal, options: { passwordStdin?: true }): Promise<string> {
  if (options.passwordStdin) return (await terminal.readAll()).split(/\r?\n/, 1)[0]!;
  const password = await terminal.askSecretly('Password: ');
  if ((await terminal.askSecretly('The same again: ')) !== password) {
    throw new CommandLineError('The two passwords differ. Nothing was changed.');
  }
  return password;
}
