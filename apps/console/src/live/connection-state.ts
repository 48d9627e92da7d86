/** What the console knows about its connection, so that the screen can say it. Moments in server milliseconds. */
export type ConnectionState =
  | { readonly kind: 'connecting'; readonly since: number; readonly refusal: string | null }
  | { readonly kind: 'live'; readonly since: number; readonly degraded: readonly string[] }
  /** `since`: when the server was last heard. */
  | { readonly kind: 'lost'; readonly since: number; readonly refusal: string | null };

export type ConnectionSign =
  | { readonly kind: 'heard'; readonly at: number }
  | { readonly kind: 'heartbeat'; readonly at: number; readonly degraded: readonly string[] }
  | { readonly kind: 'disconnected'; readonly at: number; readonly lastHeardAt: number }
  | { readonly kind: 'silent'; readonly lastHeardAt: number }
  /** Nobody answered a first attempt. */
  | { readonly kind: 'unreached'; readonly lastHeardAt: number }
  | { readonly kind: 'refused'; readonly at: number; readonly reason: string };

/** The state after a sign. A board is live only while the server is heard. */
export function afterSign(state: ConnectionState, sign: ConnectionSign): ConnectionState {
  switch (sign.kind) {
    case 'heard':
      return state.kind === 'live' ? state : { kind: 'live', since: sign.at, degraded: [] };
    case 'heartbeat': {
      const since = state.kind === 'live' ? state.since : sign.at;
      if (state.kind === 'live' && sameWords(state.degraded, sign.degraded)) return state;
      return { kind: 'live', since, degraded: sign.degraded };
    }
    case 'disconnected':
    case 'silent':
      return state.kind === 'live' ? { kind: 'lost', since: sign.lastHeardAt, refusal: null } : state;
    case 'unreached':
      return state.kind === 'connecting' ? { kind: 'lost', since: sign.lastHeardAt, refusal: null } : state;
    case 'refused':
      return state.kind === 'live'
        ? { kind: 'lost', since: sign.at, refusal: sign.reason }
        : { ...state, refusal: sign.reason };
  }
}

const sameWords = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((word, index) => word === b[index]);
