import { setTimeout as pause } from 'node:timers/promises';
import { inTurns, roundsOf } from './rounds.js';

const round = { value: 1, baseline: 1 };

describe('rounds', () => {
  it('are as many as wanted while there is time', async () => {
    expect(await roundsOf({ rounds: 5, mostSeconds: 60 }, async () => round)).toHaveLength(5);
  });

  it('end early when the time is over, but not before the third', async () => {
    const play = async () => {
      await pause(20);
      return round;
    };
    expect(await roundsOf({ rounds: 50, mostSeconds: 0.001 }, play)).toHaveLength(3);
  });

  it('let each side begin every second time, and keep their answers apart', async () => {
    const order: string[] = [];
    const first = async () => order.push('first');
    const second = async () => order.push('second');
    for (const number of [0, 1, 2]) await inTurns(number, first, second);
    expect(order).toEqual(['first', 'second', 'second', 'first', 'first', 'second']);
    expect(
      await inTurns(
        1,
        async () => 'a',
        async () => 'b',
      ),
    ).toEqual(['a', 'b']);
  });
});
