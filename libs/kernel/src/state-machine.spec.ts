import { StateMachine } from '#lib/kernel';

describe('a state machine', () => {
  const door = new StateMachine('closed', { closed: ['open', 'gone'], open: ['closed'], gone: [] });

  it('tells which state may follow', () => {
    expect(door.allows('closed', 'open')).toBe(true);
    expect(door.allows('open', 'gone')).toBe(false);
    expect(door.next('closed')).toEqual(['open', 'gone']);
    expect(door.isFinal('gone')).toBe(true);
  });

  it('is refused at its making when a state can never be reached', () => {
    expect(() => new StateMachine<string>('a', { a: ['b'], b: [], lost: ['a'] })).toThrow(
      'unreachable states: lost',
    );
  });

  it('is refused at its making when a transition leads nowhere', () => {
    expect(() => new StateMachine('a', { a: ['nowhere'] } as never)).toThrow('unknown state nowhere');
  });
});
