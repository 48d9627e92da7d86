/** What was read from the database a moment ago. Many requests in that moment cost one query. */
export class ShortMemory<V> {
  private readonly entries = new Map<string, { value: Promise<V>; until: number }>();

  /**
   * @param read reads the present value
   * @param milliseconds how old an answer may be, counted from the moment its reading began
   * @param most entries kept; the one read longest ago goes first
   * @param now a clock that never jumps, in milliseconds
   */
  constructor(
    private readonly read: (key: string) => Promise<V>,
    private readonly milliseconds: number,
    private readonly most: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get(key: string): Promise<V> {
    const now = this.now();
    const known = this.entries.get(key);
    if (known && known.until > now) return known.value;
    const value = this.read(key);
    this.entries.delete(key);
    this.entries.set(key, { value, until: now + this.milliseconds });
    if (this.entries.size > this.most) this.entries.delete(this.entries.keys().next().value!);
    value.catch(() => {
      if (this.entries.get(key)?.value === value) this.entries.delete(key);
    });
    return value;
  }

  /** The next request reads it anew; a reading that is still under way is not kept. */
  forget(key: string): void {
    this.entries.delete(key);
  }

  forgetAll(): void {
    this.entries.clear();
  }
}
