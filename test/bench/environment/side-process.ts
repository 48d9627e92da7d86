import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Opened } from '../../support/opened.js';

/** Connecting hundreds of consoles on a busy machine takes the longest. */
const answerWithinMilliseconds = 60_000;

/**
 * A process of the bench beside this one: a baseline that must not share our event loop, or the screens that look on.
 * It answers each message with exactly one; questions are asked one at a time.
 */
export class SideProcess<Question extends object, Answer extends object> {
  private constructor(private readonly child: ChildProcess) {}

  /** @param module compiled beside the caller, for example `new URL('./bare-intake.process.js', import.meta.url)` */
  static start<Question extends object, Answer extends object>(
    module: URL,
    opened: Opened,
  ): SideProcess<Question, Answer> {
    const child = fork(fileURLToPath(module), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    opened.add(child, stop);
    return new SideProcess(child);
  }

  /** @throws Error when the process ends instead of answering, or takes too long */
  async ask(question: Question): Promise<Answer> {
    const patience = AbortSignal.timeout(answerWithinMilliseconds);
    const given = new AbortController();
    const signal = AbortSignal.any([patience, given.signal]);
    const ended = once(this.child, 'exit', { signal }).then(() => {
      throw new Error('a process of the bench ended too early');
    });
    try {
      const answer = once(this.child, 'message', { signal });
      this.child.send(question);
      return ((await Promise.race([answer, ended])) as [Answer])[0];
    } finally {
      given.abort();
    }
  }
}

/** The other side: what a side process does with each question. Failing to answer one ends the process. */
export function answerQuestions<Question extends object, Answer extends object>(
  answer: (question: Question) => Promise<Answer> | Answer,
): void {
  process.on('message', (question: Question) => {
    void (async () => process.send!(await answer(question)))();
  });
  // The bench itself was ended.
  process.on('disconnect', () => process.exit(0));
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
