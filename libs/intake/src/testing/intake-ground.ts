import type { EventType, JournalEvent, Role } from '#lib/contract';
import type { Result } from '#lib/kernel';
import type { IncidentView } from '#lib/incident';
import { Deadlines, JournalReader, rows, type Caller, type Database, type Refusal } from '#lib/platform';
import { Ground, valueOf } from '#testing';
import type { ContactRequest } from '../contact/contact.dto.js';
import { ContactReading } from '../contact/contact-reading.js';
import { Contacts } from '../contact/contacts.js';
import type { ContactView } from '../contact/contact.view.js';
import { IntakeModule } from '../intake.module.js';
import type { OpeningRequest } from '../opening/incident-opening.dto.js';
import { IncidentOpening } from '../opening/incident-opening.js';

/** Bandung's town square. */
export const alunAlun = { lat: -6.9218, lon: 107.6071 };

/** What tests of intake stand on. */
export class IntakeGround {
  private constructor(readonly ground: Ground) {}

  static async prepare(environment: NodeJS.ProcessEnv = {}, on?: Database): Promise<IntakeGround> {
    return new IntakeGround(await Ground.prepare([IntakeModule], { environment, ...(on ? { on } : {}) }));
  }

  get<T>(token: new (...dependencies: never[]) => T): T {
    return this.ground.get<T>(token as never);
  }

  /** An operator of a center of their own; the center has no service area, so every place is inside. */
  async newOperator(role?: Exclude<Role, 'team'>): Promise<Caller> {
    return this.ground.newUser((await this.ground.newCenter()).id, role);
  }

  colleagueOf({ centerId }: Caller): Promise<Caller> {
    return this.ground.newUser(centerId);
  }

  /** An operator of that center who sits at a telephone of the exchange. */
  async newOperatorAt(centerId: string, extension: string): Promise<Caller> {
    const operator = await this.ground.newUser(centerId);
    await this.ground.dataSource.query(`update app_user set extension = $2 where id = $1`, [
      operator.userId,
      extension,
    ]);
    return operator;
  }

  /** Every contact of the center, as it is stored now. */
  async contacts(caller: Caller): Promise<ContactView[]> {
    const ids = await rows<{ id: string }>(
      this.ground.dataSource,
      `select id from contact where center_id = $1 order by ringing_at, id`,
      [caller.centerId],
    );
    return Promise.all(ids.map(async ({ id }) => valueOf(await this.get(ContactReading).get(caller, id))));
  }

  ring(caller: Caller, request: Partial<ContactRequest> = {}): Promise<ContactView> {
    return this.get(Contacts)
      .ring(caller, { channel: 'voice', callerNumber: '0812-3456-789', ...request })
      .then(valueOf);
  }

  open(caller: Caller, request: Partial<OpeningRequest> = {}): Promise<Result<IncidentView, Refusal>> {
    return this.get(IncidentOpening).open(caller, {
      place: alunAlun,
      complaint: 'Ayah saya sesak napas',
      ...request,
    });
  }

  now(afterSeconds = 0): Date {
    return new Date(this.ground.clock.now().getTime() + afterSeconds * 1000);
  }

  pass(seconds: number): void {
    this.ground.clock.advanceSeconds(seconds);
  }

  fireDeadlines(): Promise<number> {
    return this.get(Deadlines).fireDue();
  }

  journal({ centerId }: Caller): Promise<JournalEvent[]> {
    return this.get(JournalReader).listAfter(centerId, 0, 10_000);
  }

  async journalTypes(caller: Caller): Promise<EventType[]> {
    return (await this.journal(caller)).map(({ type }) => type);
  }

  close(): Promise<void> {
    return this.ground.close();
  }
}
