import type { Chance } from '../people/chance.js';
import type { ImaginedCity } from '../people/imagined-calls.js';
import { pointInside } from './polygon.js';
import type { DemoCity } from './demo-city.js';

const streets = ['Jl. Melati', 'Jl. Kenanga', 'Jl. Anggrek', 'Gg. Mawar', 'Gg. Cempaka', 'Jl. Flamboyan'];
const landmarks = ['dekat masjid', 'seberang warung', 'belakang pasar', 'samping sekolah', 'depan pos ronda'];

/** Places all over a demo city: small, crowded areas are as likely as large ones. The addresses are invented. */
export const imaginedPlaces = ({ areas }: DemoCity): ImaginedCity => ({
  place: (chance: Chance) => {
    const area = chance.one(areas);
    const house = Math.ceil(chance.between(1, 120));
    return {
      position: pointInside(area.geometry, chance.random),
      address: `${chance.one(streets)} No. ${house}, ${chance.one(landmarks)}, Kec. ${area.name}`,
    };
  },
});
