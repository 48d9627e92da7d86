import { Gliding } from './gliding.js';

describe('a marker on the map', () => {
  it('takes as long to a fix as lay between the last two', () => {
    const gliding = new Gliding(true);
    gliding.heard('team', [107.6, -6.9], 0);
    gliding.heard('team', [107.601, -6.9], 1_000);
    expect(gliding.at('team', 1_000)).toEqual([107.6, -6.9]);
    expect(gliding.at('team', 1_500)?.[0]).toBeCloseTo(107.6005, 6);
    expect(gliding.at('team', 2_500)).toEqual([107.601, -6.9]);
  });

  it('goes on from where it is when the next fix comes early', () => {
    const gliding = new Gliding(true);
    gliding.heard('team', [107.6, -6.9], 0);
    gliding.heard('team', [107.602, -6.9], 1_000);
    gliding.heard('team', [107.603, -6.9], 1_500);
    expect(gliding.at('team', 1_500)?.[0]).toBeCloseTo(107.601, 6);
    expect(gliding.isMoving('team', 1_600)).toBe(true);
  });

  it('jumps over a distance nobody drives in a second', () => {
    const gliding = new Gliding(true);
    gliding.heard('team', [107.6, -6.9], 0);
    gliding.heard('team', [107.7, -6.9], 1_000);
    expect(gliding.at('team', 1_000)).toEqual([107.7, -6.9]);
  });

  it('stands still between fixes for people who want less motion', () => {
    const gliding = new Gliding(false);
    gliding.heard('team', [107.6, -6.9], 0);
    gliding.heard('team', [107.601, -6.9], 1_000);
    expect(gliding.isMoving('team', 1_001)).toBe(false);
  });
});
