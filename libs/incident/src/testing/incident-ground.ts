import type { EventType, JournalEvent, Role } from '#lib/contract';
import { Centers } from '#lib/center';
import type { Result } from '#lib/kernel';
import { Commands, JournalReader, uuidv7, type Caller, type Refusal } from '#lib/platform';
import { Ground, valueOf } from '#testing';
import { IncidentModule } from '../incident.module.js';
import type { IncidentView } from '../incident/incident.view.js';
import { Incidents, type Opening } from '../incident/incidents.js';

/** Bandung's town square. */
export const alunAlun = { lat: -6.9218, lon: 107.6071 };

/** A square of about 22 km around a point, as PostGIS takes it. */
const squareAround = ({ lat, lon }: { lat: number; lon: number }) =>
  `ST_Multi(ST_MakeEnvelope(${lon - 0.1}, ${lat - 0.1}, ${lon + 0.1}, ${lat + 0.1}, 4326))`;

/** What tests of incidents stand on. */
export class IncidentGround {
  private constructor(readonly ground: Ground) {}

  static async prepare(): Promise<IncidentGround> {
    return new IncidentGround(await Ground.prepare([IncidentModule]));
  }

  get<T>(token: new (...dependencies: never[]) => T): T {
    return this.ground.get<T>(token as never);
  }

  /** A center that serves the surroundings of Bandung's town square. */
  async newCenter(around = alunAlun): Promise<{ id: string; code: string }> {
    const center = await this.ground.newCenter();
    await this.ground.dataSource.query(
      `update center set service_area = ${squareAround(around)} where id = $1`,
      [center.id],
    );
    return center;
  }

  async newArea(centerId: string, around: { lat: number; lon: number }, parentId?: string): Promise<string> {
    const id = uuidv7();
    await this.ground.dataSource.query(
      `insert into area (id, center_id, level, code, name, parent_id, geometry)
       values ($1::uuid, $2, $3, $4, $4, $5, ${squareAround(around)})`,
      [id, centerId, parentId ? 'kelurahan' : 'kecamatan', id, parentId ?? null],
    );
    return id;
  }

  caller(centerId: string, role?: Role, more?: Partial<Caller>): Caller {
    return this.ground.caller(centerId, role, more);
  }

  open(caller: Caller, opening: Partial<Opening> = {}): Promise<IncidentView> {
    return this.tryOpening(caller, opening).then(valueOf);
  }

  async tryOpening(caller: Caller, opening: Partial<Opening> = {}): Promise<Result<IncidentView, Refusal>> {
    const center = await this.get(Centers).get(caller.centerId);
    return this.get(Commands).run(caller, (tx) =>
      this.get(Incidents).open(tx, center, {
        id: tx.newIdentifier(),
        contactId: null,
        clockStartedAt: tx.now,
        caller: {},
        place: alunAlun,
        complaint: 'Ayah saya sesak napas',
        ...opening,
      }),
    );
  }

  /** What the journal of the center says, oldest first. */
  journal(centerId: string): Promise<JournalEvent[]> {
    return this.get(JournalReader).listAfter(centerId, 0, 10_000);
  }

  async journalTypes(centerId: string): Promise<EventType[]> {
    return (await this.journal(centerId)).map(({ type }) => type);
  }

  close(): Promise<void> {
    return this.ground.close();
  }
}
