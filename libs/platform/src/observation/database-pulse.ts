/** How long an answer holds, milliseconds. */
const heldMilliseconds = 1_000;

/**
 * Whether the database answers, asked at most once a second however many want to know: the routes of health are open
 * to everybody and count against no limit. Nobody asks again while an answer is awaited.
 */
export class DatabasePulse {
  private last: { askedAt: number; answer: Promise<void>; isOpen: boolean } | undefined;

  /** @param now milliseconds of a clock that never goes back */
  constructor(
    private readonly ask: () => Promise<unknown>,
    private readonly now: () => number,
  ) {}

  /** Resolves when the database has answered within the last second; rejects when it could not. */
  beat(): Promise<void> {
    const { last } = this;
    if (last && (last.isOpen || this.now() - last.askedAt < heldMilliseconds)) return last.answer;
    const asked = { askedAt: this.now(), answer: this.askOnce(), isOpen: true };
    const close = () => void (asked.isOpen = false);
    asked.answer.then(close, close);
    this.last = asked;
    return asked.answer;
  }

  private async askOnce(): Promise<void> {
    await this.ask();
  }
}
