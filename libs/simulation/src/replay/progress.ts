import { Presets, SingleBar } from 'cli-progress';

/** Without a terminal a plain line is written every so often. */
const lineEveryMilliseconds = 10_000;

export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** How far a replay is: a bar on a terminal, plain lines elsewhere. Usually on stderr, so that stdout is the outcome. */
export class Progress {
  private readonly bar: SingleBar | undefined;
  private writtenAt = 0;

  constructor(
    private readonly calls: number,
    private readonly output: Output = process.stderr,
  ) {
    if (!output.isTTY) return;
    const format = '{bar} {percentage}% · {moment} · calls {value}/{total} · open {open} · lag {lag} s';
    this.bar = new SingleBar({ format, stream: output, hideCursor: true }, Presets.shades_classic);
    this.bar.start(calls, 0, { moment: '', open: 0, lag: 0 });
  }

  update(done: number, moment: Date, open: number, lagSeconds: number): void {
    const at = moment.toISOString().slice(0, 16);
    if (this.bar) return this.bar.update(done, { moment: at, open, lag: lagSeconds.toFixed(1) });
    if (Date.now() - this.writtenAt < lineEveryMilliseconds) return;
    this.writtenAt = Date.now();
    const share = Math.floor((100 * done) / this.calls);
    this.output.write(
      `${share} % · ${at} · calls ${done}/${this.calls} · open ${open} · lag ${lagSeconds.toFixed(1)} s\n`,
    );
  }

  /** A line between the bar's. */
  tell(text: string): void {
    if (!this.bar) this.output.write(`${text}\n`);
  }

  end(): void {
    this.bar?.stop();
  }
}
