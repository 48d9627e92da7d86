import { jest } from '@jest/globals';
import { Hand, restMilliseconds } from './hand.js';

describe('a hand on a list', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const here = { clientX: 20, clientY: 300 };
  const there = { clientX: 20, clientY: 340 };

  it('is on it while the pointer moves, and for a while after', () => {
    const hand = new Hand();
    expect(hand.on.get()).toBe(false);
    hand.move(here);
    jest.advanceTimersByTime(restMilliseconds - 1);
    hand.move(there);
    jest.advanceTimersByTime(restMilliseconds - 1);
    expect(hand.on.get()).toBe(true);
  });

  it('is off it once the pointer has only been lying there', () => {
    const hand = new Hand();
    hand.move(here);
    jest.advanceTimersByTime(restMilliseconds);
    expect(hand.on.get()).toBe(false);
  });

  it('does not come back because rows change under a pointer at rest', () => {
    const hand = new Hand();
    hand.move(here);
    hand.letGo();
    hand.move(here);
    expect(hand.on.get()).toBe(false);
    hand.move(there);
    expect(hand.on.get()).toBe(true);
  });

  it('is off it at once when the pointer leaves, and stays off', () => {
    const hand = new Hand();
    hand.move(here);
    hand.letGo();
    expect(hand.on.get()).toBe(false);
    jest.advanceTimersByTime(2 * restMilliseconds);
    expect(hand.on.get()).toBe(false);
  });
});
