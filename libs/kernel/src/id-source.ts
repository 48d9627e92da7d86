/** Where identifiers come from. Injected, so that tests and replays can repeat them. */
export interface IdSource {
  /** A new UUID, never given before. */
  next(): string;
}
