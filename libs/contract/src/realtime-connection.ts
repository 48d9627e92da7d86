/** The Socket.IO namespace of the contract. */
export const realtimeNamespace = '/realtime';

/** How often a heartbeat is sent, milliseconds (contract). */
export const heartbeatMilliseconds = 5_000;
