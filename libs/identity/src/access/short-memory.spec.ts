import { ShortMemory } from './short-memory.js';

describe('what was read a moment ago', () => {
  let now = 0;
  let reads: string[] = [];
  const memory = (most = 10) =>
    new ShortMemory(
      async (key) => {
        reads.push(key);
        return `${key} at ${now}`;
      },
      2_000,
      most,
      () => now,
    );

  beforeEach(() => {
    now = 0;
    reads = [];
  });

  it('is answered without reading, until it is too old', async () => {
    const remembered = memory();
    await remembered.get('a');
    now = 1_999;
    expect(await remembered.get('a')).toBe('a at 0');
    now = 2_000;
    expect(await remembered.get('a')).toBe('a at 2000');
    expect(reads).toEqual(['a', 'a']);
  });

  it('is read anew after it was forgotten, even while it is being read', async () => {
    const remembered = memory();
    const underWay = remembered.get('a');
    remembered.forget('a');
    now = 5;
    expect(await remembered.get('a')).toBe('a at 5');
    expect(await underWay).toBe('a at 0');
    expect(await remembered.get('a')).toBe('a at 5');
  });

  it('is not kept when the reading failed', async () => {
    let fails = true;
    const remembered = new ShortMemory(
      async () => {
        if (fails) throw new Error('the database is away');
        return 'here';
      },
      2_000,
      10,
      () => now,
    );
    await expect(remembered.get('a')).rejects.toThrow('away');
    fails = false;
    expect(await remembered.get('a')).toBe('here');
  });

  it('never grows beyond its bound', async () => {
    const remembered = memory(2);
    for (const key of ['a', 'b', 'c', 'c', 'b', 'a']) await remembered.get(key);
    expect(reads).toEqual(['a', 'b', 'c', 'a']);
  });
});
