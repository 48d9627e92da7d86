/** The numbers of this lib, in one place. They follow from networks and screens, not from a center's way of working. */
export const realtimeSettings = {
  /** Largest message taken from a client, bytes: a token is the longest thing a client says. */
  largestMessageBytes: 16_384,
  /** A connection that has not signed in by then is closed. */
  connectWithinMilliseconds: 10_000,
  /** How often a silent connection is asked whether it lives, and how long its answer may take. */
  pingMilliseconds: 15_000,
  pongWithinMilliseconds: 15_000,

  /** A client further behind than this begins anew with a snapshot: reading the board is cheaper by then. */
  replayMostEntries: 10_000,
  replayMostHours: 24,
  /** Entries kept in memory a center, so that a blink of the network costs no query. */
  rememberedEntries: 1_000,
  /** Entries read and sent at a time in a replay. */
  replayBatch: 500,
  /** Readings of the database for joining clients at a time: 500 returning screens must leave room for commands. */
  parallelReadings: 4,
  /** The least between two readings of the same board: everyone who comes meanwhile shares the next. */
  snapshotPauseMilliseconds: 250,

  /** Positions are collected this long, so that a team is told at most once in it (contract: one second). */
  positionsMilliseconds: 1_000,

  /** Whoever let this many messages queue up is disconnected and resumes later, before it eats the memory of all. */
  mostWaitingMessages: 2_000,
  /** …and has so long to take what waits. */
  farewellMilliseconds: 5_000,
  /** How often that is looked at. */
  waitingCheckMilliseconds: 1_000,
  /** How long a peer may take to answer that the connection is closed. */
  closeWithinMilliseconds: 2_000,

  /** Whether a session still stands is asked at least so often, beside what the journal tells at once. */
  recheckMilliseconds: 60_000,

  /** Messages a client may send at once, and a second after that. */
  messageBurst: 20,
  messagesPerSecond: 5,
  /** Messages beyond that are refused, and this many refusals end the connection. */
  mostRefusedMessages: 200,

  /** Each process tells its viewers again so often… */
  presenceAgainMilliseconds: 10_000,
  /** …and is forgotten when it has not for so long: it died. */
  presenceForgottenMilliseconds: 25_000,
} as const;
