import type { ReactNode } from 'react';
import type { Areas } from '../board/areas.js';
import { useLanguage } from '../language/language.js';
import type { LiveIncident } from '../live/board.js';
import { fitCity } from './areas-on-map.js';
import type { CityMap } from './city-map.js';

/** Where the map looks: at everything, at the incident that is worked on, nearer, farther. */
export function MapButtons({
  map,
  areas,
  selected,
}: {
  map: CityMap;
  areas: Areas | null;
  selected: LiveIncident | undefined;
}): ReactNode {
  const { text } = useLanguage();
  return (
    <div data-covers-map className="map-buttons">
      {areas && (
        <button type="button" className="button" onClick={() => fitCity(map, areas)}>
          {text('map.fit')}
        </button>
      )}
      {selected && (
        <button type="button" className="button" onClick={() => map.show([selected.lon, selected.lat], true)}>
          {text('map.follow')}
        </button>
      )}
      <button type="button" className="button" title={text('map.zoomIn')} onClick={() => map.zoomBy(1)}>
        <span aria-hidden="true">{'+'}</span>
        <span className="visually-hidden">{text('map.zoomIn')}</span>
      </button>
      <button type="button" className="button" title={text('map.zoomOut')} onClick={() => map.zoomBy(-1)}>
        <span aria-hidden="true">{'−'}</span>
        <span className="visually-hidden">{text('map.zoomOut')}</span>
      </button>
    </div>
  );
}
