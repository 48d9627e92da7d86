/** A place in the stream where entries are missing: the reader had `after`, and `next` came. */
export interface Gap {
  readonly after: number;
  readonly next: number;
}

/** Holds the stream of events to its promise: each `seq` is the one before plus one, across reconnections. */
export class SequenceCheck {
  readonly gaps: Gap[] = [];
  /** Entries that came again; harmless, because readers go by `seq`, but worth counting. */
  repeats = 0;
  private present: number | undefined;

  /** The last `seq` that was read; what to resume from. */
  get last(): number | undefined {
    return this.present;
  }

  /** The stream begins, or begins anew, with a snapshot at `seq`. What lies between was never sent. */
  begin(seq: number): void {
    if (this.present !== undefined && seq > this.present)
      this.gaps.push({ after: this.present, next: seq + 1 });
    this.present = seq;
  }

  /** @returns whether this entry is new. */
  take(seq: number): boolean {
    const { present } = this;
    if (present !== undefined && seq <= present) {
      this.repeats += 1;
      return false;
    }
    if (present !== undefined && seq > present + 1) this.gaps.push({ after: present, next: seq });
    this.present = seq;
    return true;
  }
}
