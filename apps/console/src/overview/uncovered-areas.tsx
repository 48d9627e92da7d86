import { useContext, type ReactNode } from 'react';
import { areaCentres } from '../board/area-centres.js';
import { AreasContext } from '../board/areas.js';
import { useDesk } from '../board/desk.js';
import { StraightLine } from '../incident/straight-line.js';
import { straightMetres } from '../incident/straight-metres.js';
import { useLanguage } from '../language/language.js';
import type { Board } from '../live/board.js';
import { useStore } from '../live/store.js';

const kinds = ['als_ambulance', 'bls_ambulance'] as const;

/** Areas whose nearest free ambulance would arrive after the target for a life in danger, by straight line. */
export function UncoveredAreas({ board }: { board: Board }): ReactNode {
  const desk = useDesk();
  const { text, kilometres } = useLanguage();
  const areas = useContext(AreasContext);
  const settings = useStore(desk.settings);
  if (typeof areas === 'string' || !settings) return null;
  const { straightLine, targets } = settings;
  const free = [...board.teams.values()].flatMap((team) => {
    const kind = kinds.find((ambulance) => ambulance === team.kind);
    if (!kind || !team.onDuty || team.assignmentId !== null) return [];
    const at = desk.live.positions.get(team.id) ?? board.facilities.get(team.baseFacilityId ?? '');
    return at ? [{ callSign: team.callSign, at, kind }] : [];
  });
  const rows = areaCentres(areas.shapes)
    .map(({ name, lat, lon }) => {
      const arrivals = free
        .map(({ callSign, at, kind }) => {
          const metres = straightMetres(at, { lat, lon }) * straightLine.detourFactor;
          const metresPerSecond = straightLine.speedKilometresPerHour[kind] / 3.6;
          return { callSign, metres, seconds: metres / metresPerSecond };
        })
        .sort((a, b) => a.seconds - b.seconds);
      return { name, nearest: arrivals[0] };
    })
    .filter(({ nearest }) => !nearest || nearest.seconds > targets.response.P1.seconds)
    .sort((a, b) => (b.nearest?.seconds ?? Infinity) - (a.nearest?.seconds ?? Infinity));
  return (
    <section className="panel" data-panel="uncovered">
      <h2 className="section-title">
        {text('overview.uncovered')}{' '}
        <small>
          <StraightLine />
        </small>
      </h2>
      {rows.length === 0 ? (
        <p className="empty">
          {text('overview.allCovered', { count: Math.round(targets.response.P1.seconds / 60) })}
        </p>
      ) : (
        <ul className="needs">
          {rows.map(({ name, nearest }) => (
            <li key={name}>
              <span />
              <span>
                <strong>{name}</strong>
                <small>
                  {nearest
                    ? `${nearest.callSign} · ${text('number.kilometres', { value: kilometres(nearest.metres) })}`
                    : text('overview.nobodyFree')}
                </small>
              </span>
              <span className="over">
                {nearest && text('time.minutes', { minutes: Math.round(nearest.seconds / 60) })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
