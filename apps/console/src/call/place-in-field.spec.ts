import {
  isAddressOfOtherPoint,
  noPlace,
  withAddress,
  withName,
  withNameAsAddress,
  withPoint,
  withTyped,
  type ChosenPoint,
  type PlaceInField,
} from './place-in-field.js';

const click = (placeText: string): ChosenPoint => ({
  placeText,
  placeFrom: 'operator_map',
  placeName: '',
  placeNear: '',
  placeAccuracyMetres: null,
});
const found = (placeText: string, placeName: string): ChosenPoint => ({
  ...click(placeText),
  placeFrom: 'address_search',
  placeName,
});
const [here, nextDoor, elsewhere] = ['-6.91500, 107.60500', '-6.91530, 107.60500', '-6.92500, 107.61500'];

/** A place after one act after the other. */
const after = (...acts: readonly ((place: PlaceInField) => Partial<PlaceInField>)[]): PlaceInField =>
  acts.reduce((place, act) => ({ ...place, ...act(place) }), noPlace);
const choose = (chosen: ChosenPoint) => (place: PlaceInField) => withPoint(place, chosen);
const type = (text: string) => (place: PlaceInField) => withTyped(place, text);
const write = (address: string) => (place: PlaceInField) => withAddress(place, address);
const name = (placeName: string) => (place: PlaceInField) => withName(place, { placeName, placeNear: '' });
const near = (placeNear: string) => (place: PlaceInField) => withName(place, { placeName: '', placeNear });

describe('the address beside a point', () => {
  it('is the name of the place that was found, and of the next one that is', () => {
    const place = after(choose(found(here, 'Jalan Braga')), choose(found(elsewhere, 'Gedung Sate')));
    expect(place).toMatchObject({ address: 'Gedung Sate', addressFilled: true, addressAt: elsewhere });
    expect(isAddressOfOtherPoint(place)).toBe(false);
  });

  it('goes with a point that is given up for one whose name is not known, and comes with its name', () => {
    const clicked = after(choose(found(here, 'Jalan Braga')), choose(click(elsewhere)));
    expect(clicked.address).toBe('');
    expect(after(() => clicked, name('Jalan Naripan'))).toMatchObject({
      address: 'Jalan Naripan',
      addressFilled: true,
    });
    expect(after(() => clicked, near('± 40 m dari Jalan Naripan'))).toMatchObject({
      placeNear: '± 40 m dari Jalan Naripan',
      address: '',
      addressFilled: false,
    });
    expect(after(choose(found(here, 'Jalan Braga')), type('-6.9')).address).toBe('');
  });

  it('stays where a person wrote it, and is known to be of another point', () => {
    const place = after(
      choose(found(here, 'Jalan Braga')),
      write('Braga 12'),
      choose(found(elsewhere, 'RS')),
    );
    expect(place.address).toBe('Braga 12');
    expect(isAddressOfOtherPoint(place)).toBe(true);
    expect(isAddressOfOtherPoint(after(() => place, choose(click(here))))).toBe(false);
    const taken = after(() => place, withNameAsAddress);
    expect([taken.address, isAddressOfOtherPoint(taken)]).toEqual(['RS', false]);
    const kept = after(() => place, write(place.address));
    expect([kept.address, isAddressOfOtherPoint(kept)]).toEqual(['Braga 12', false]);
  });

  it('is of the first point where it was written before any', () => {
    const first = after(write('pintu belakang'), choose(found(here, 'RS Hasan Sadikin')));
    expect([first.address, isAddressOfOtherPoint(first)]).toEqual(['pintu belakang', false]);
    expect(isAddressOfOtherPoint(after(() => first, choose(click(elsewhere))))).toBe(true);
    const typed = after(write('pintu belakang'), type('-6.9'), type('-6.9 1'), type(here), name(''));
    expect(isAddressOfOtherPoint(after(() => typed, type(elsewhere)))).toBe(true);
    expect(isAddressOfOtherPoint(typed)).toBe(false);
    expect(isAddressOfOtherPoint(after(() => typed, choose(click(elsewhere))))).toBe(true);
  });

  it('is the same where the point is only shown more exactly', () => {
    const place = after(choose(click(here)), write('Braga 12'), choose(click(nextDoor)));
    expect(isAddressOfOtherPoint(place)).toBe(false);
  });

  it('that was emptied for a point is not filled in for it again, but for the next one', () => {
    const emptied = after(choose(click(here)), name('Jalan Braga'), write(''), name('Jalan Braga'));
    expect(emptied.address).toBe('');
    expect(after(() => emptied, choose(click(elsewhere)), name('Jalan Aceh')).address).toBe('Jalan Aceh');
  });

  it('is no longer than an address may be', () => {
    expect(after(choose(found(here, 'a'.repeat(900)))).address).toHaveLength(500);
  });
});
