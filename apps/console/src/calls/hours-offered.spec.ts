import { hoursOffered } from './hours-offered.js';

describe('how long a number can be put behind others', () => {
  it('is never longer than the center allows, and may be as long', () => {
    expect(hoursOffered(168)).toEqual([1, 4, 12, 24, 72, 168]);
    expect(hoursOffered(10)).toEqual([1, 4, 10]);
    expect(hoursOffered(1)).toEqual([1]);
  });
});
