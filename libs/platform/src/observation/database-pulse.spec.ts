import { Ground } from '#testing';
import { DatabasePulse } from './database-pulse.js';

describe('whether the database answers', () => {
  let ground: Ground;
  let now: number;
  let asked: number;
  let away: boolean;
  let pulse: DatabasePulse;

  beforeAll(async () => {
    ground = await Ground.prepare();
  });
  afterAll(() => ground.close());
  beforeEach(() => {
    [now, asked, away] = [0, 0, false];
    pulse = new DatabasePulse(
      async () => {
        asked += 1;
        await ground.dataSource.query(away ? 'select 1 from nowhere' : 'select 1');
      },
      () => now,
    );
  });

  it('is asked once a second, however many want to know at once and one after another', async () => {
    await Promise.all(Array.from({ length: 200 }, () => pulse.beat()));
    now = 999;
    await pulse.beat();
    expect(asked).toBe(1);
    now = 1_000;
    await pulse.beat();
    expect(asked).toBe(2);
  });

  it('is not asked again while an answer is awaited, however long that takes', async () => {
    const first = pulse.beat();
    now = 5_000;
    const second = pulse.beat();
    await Promise.all([first, second]);
    expect(asked).toBe(1);
  });

  it('is told to everybody when it does not, and is found out again a second later when it does', async () => {
    away = true;
    await expect(pulse.beat()).rejects.toThrow('nowhere');
    await expect(pulse.beat()).rejects.toThrow('nowhere');
    expect(asked).toBe(1);
    [away, now] = [false, 1_000];
    await pulse.beat();
    expect(asked).toBe(2);
  });
});
