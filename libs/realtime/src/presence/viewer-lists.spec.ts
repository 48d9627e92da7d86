import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ViewerLists } from './viewer-lists.js';

const viewer = (name: string) => ({ userId: `user ${name}`, name });
const names = (lists: ViewerLists, incidentId = 'a') => lists.viewersOf(incidentId).map(({ name }) => name);

describe('lists of viewers', () => {
  it('hold each person once, whatever number of screens and processes they use', () => {
    const lists = new ViewerLists();
    lists.view('1', viewer('Ana'), 'a');
    lists.view('2', viewer('Ana'), 'a');
    lists.hear('other', [{ incidentId: 'a', viewers: [viewer('Ana'), viewer('Budi')] }], true, 10);
    expect(names(lists)).toEqual(['Ana', 'Budi']);
    lists.view('1', viewer('Ana'), null);
    expect(names(lists)).toEqual(['Ana', 'Budi']);
  });

  it('say which incidents changed, and nothing when none did', () => {
    const lists = new ViewerLists();
    expect(lists.view('1', viewer('Ana'), null)).toEqual([]);
    expect(lists.view('1', viewer('Ana'), 'a')).toEqual(['a']);
    expect(lists.view('1', viewer('Ana'), 'a')).toEqual([]);
    expect(lists.view('1', viewer('Ana'), 'b')).toEqual(['a', 'b']);
    const told = [{ incidentId: 'a', viewers: [viewer('Budi')] }];
    expect(lists.hear('other', told, true, 10)).toEqual(['a']);
    expect(lists.hear('other', told, true, 20)).toEqual([]);
    expect(lists.hear('other', [], true, 30)).toEqual(['a']);
  });

  it('keep what another process does not name, unless it named everything', () => {
    const lists = new ViewerLists();
    lists.hear('other', [{ incidentId: 'a', viewers: [viewer('Ana')] }], true, 10);
    lists.hear('other', [{ incidentId: 'b', viewers: [viewer('Budi')] }], false, 10);
    expect([names(lists, 'a'), names(lists, 'b')]).toEqual([['Ana'], ['Budi']]);
    lists.hear('other', [{ incidentId: 'b', viewers: [viewer('Budi')] }], true, 10);
    expect([names(lists, 'a'), names(lists, 'b')]).toEqual([[], ['Budi']]);
  });

  it('forget a process that fell silent, and nobody else', () => {
    const lists = new ViewerLists();
    lists.view('1', viewer('Ana'), 'a');
    lists.hear('dead', [{ incidentId: 'a', viewers: [viewer('Budi')] }], true, 10);
    lists.hear('alive', [{ incidentId: 'a', viewers: [viewer('Citra')] }], true, 30);
    expect(lists.forgetSilent(20)).toEqual(['a']);
    expect(names(lists)).toEqual(['Ana', 'Citra']);
  });

  it('hold nobody when everybody has closed what they opened', () => {
    const doing = fc.tuple(fc.nat(4), fc.option(fc.constantFrom('a', 'b', 'c')));
    fc.assert(
      fc.property(fc.array(doing), (doings) => {
        const lists = new ViewerLists();
        for (const [socket, incidentId] of doings) lists.view(`${socket}`, viewer(`${socket}`), incidentId);
        for (let socket = 0; socket <= 4; socket += 1) lists.view(`${socket}`, viewer(`${socket}`), null);
        expect(lists.ownViewers()).toEqual([]);
        expect(['a', 'b', 'c'].flatMap((incidentId) => names(lists, incidentId))).toEqual([]);
      }),
    );
  });
});
