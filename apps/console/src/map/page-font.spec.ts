import { inPageFont } from './page-font.js';

describe('the letters of a style', () => {
  it('are the page’s where no machine has the style’s, in the weight that its first font names', () => {
    expect(inPageFont(['Noto Sans Bold'])).toEqual(['Noto Sans Bold', 'Inter']);
    expect(inPageFont([])).toEqual(['Inter']);
  });

  it('are the page’s too where the style chooses between fonts', () => {
    const bold = ['literal', ['Noto Sans Bold']];
    const plain = ['literal', ['Noto Sans Regular']];
    expect(inPageFont(['case', ['==', ['get', 'kind'], 'city'], bold, plain])).toEqual([
      'case',
      ['==', ['get', 'kind'], 'city'],
      ['literal', ['Noto Sans Bold', 'Inter']],
      ['literal', ['Noto Sans Regular', 'Inter']],
    ]);
  });

  it('stay as they are where they come from what is drawn', () => {
    expect(inPageFont(['get', 'font'])).toEqual(['get', 'font']);
  });
});
