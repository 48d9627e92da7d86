type Close = () => Promise<void> | void;

/** What was opened, to be closed in the reverse order. */
export class Opened {
  private readonly closings: Close[] = [];
  private closed: Promise<void> | undefined;

  /** Remembers how to close something; answers the thing itself. */
  add<T>(thing: T, close: (thing: T) => Promise<void> | void): T {
    this.closings.push(() => close(thing));
    return thing;
  }

  /** Closes everything, also when something fails to close. @throws the first failure */
  close(): Promise<void> {
    return (this.closed ??= this.closeAll());
  }

  private async closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (let close = this.closings.pop(); close; close = this.closings.pop()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
