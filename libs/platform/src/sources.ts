/** Injection tokens of what must be replaceable in tests and replays. */
export const CLOCK = Symbol('Clock');
export const ID_SOURCE = Symbol('IdSource');
