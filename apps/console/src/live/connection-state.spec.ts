import { afterSign, type ConnectionState } from './connection-state.js';

const live: ConnectionState = { kind: 'live', since: 1_000, degraded: [] };

describe('the connection', () => {
  it('is lost since the server was last heard, not since somebody noticed', () => {
    const lost = afterSign(live, { kind: 'silent', lastHeardAt: 7_000 });
    expect(lost).toEqual({ kind: 'lost', since: 7_000, refusal: null });
  });

  it('keeps the first moment of a loss through everything that fails after it', () => {
    let state = afterSign(live, { kind: 'disconnected', at: 9_000, lastHeardAt: 7_000 });
    state = afterSign(state, { kind: 'silent', lastHeardAt: 8_000 });
    state = afterSign(state, { kind: 'refused', at: 20_000, reason: 'session ended' });
    expect(state).toEqual({ kind: 'lost', since: 7_000, refusal: 'session ended' });
  });

  it('is live again with the first word, since that word', () => {
    const lost: ConnectionState = { kind: 'lost', since: 7_000, refusal: 'gone' };
    expect(afterSign(lost, { kind: 'heard', at: 30_000 })).toEqual({ ...live, since: 30_000 });
  });

  it('tells what is degraded and stays the same while nothing changes', () => {
    const degraded = afterSign(live, { kind: 'heartbeat', at: 2_000, degraded: ['roads'] });
    expect(degraded).toEqual({ ...live, degraded: ['roads'] });
    expect(afterSign(degraded, { kind: 'heartbeat', at: 7_000, degraded: ['roads'] })).toBe(degraded);
  });

  it('is lost when a first attempt finds nobody, since this machine last heard the server', () => {
    const connecting: ConnectionState = { kind: 'connecting', since: 90_000, refusal: null };
    const lost: ConnectionState = { kind: 'lost', since: 7_000, refusal: null };
    expect(afterSign(connecting, { kind: 'unreached', lastHeardAt: 7_000 })).toEqual(lost);
    expect(afterSign(lost, { kind: 'unreached', lastHeardAt: 8_000 })).toBe(lost);
    expect(afterSign(live, { kind: 'unreached', lastHeardAt: 7_000 })).toBe(live);
  });

  it('does not pretend to have been live before the first word', () => {
    const connecting: ConnectionState = { kind: 'connecting', since: 0, refusal: null };
    expect(afterSign(connecting, { kind: 'silent', lastHeardAt: 0 })).toBe(connecting);
  });
});
