import { describe, expect, it } from '@jest/globals';
import { MessageAllowance } from './message-allowance.js';

describe('the allowance of messages', () => {
  it('is a burst, fills again with time, and never above the burst', () => {
    let now = 0;
    const allowance = new MessageAllowance(3, 2, () => now);
    const taken = (times: number) =>
      Array.from({ length: times }, () => allowance.take()).filter(Boolean).length;
    expect(taken(5)).toBe(3);
    expect(allowance.refused).toBe(2);
    now = 1_000;
    expect(taken(5)).toBe(2);
    now = 1_000_000;
    expect(taken(5)).toBe(3);
  });
});
