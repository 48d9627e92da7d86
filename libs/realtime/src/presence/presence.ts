import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { IdSource } from '#lib/kernel';
import { callerMay, findRow, ID_SOURCE, type Refusal } from '#lib/platform';
import type { Connection } from '../connection/connection.js';
import { Processes } from '../processes/processes.js';
import type { IncidentViewers } from '../processes/process-events.js';
import { realtimeSettings } from '../realtime-settings.js';
import { occupied, rooms, type RealtimeNamespace } from '../socket.js';
import { ViewerLists } from './viewer-lists.js';

/** Shows operators who else has the same incident open, whichever process they are connected to. */
@Injectable()
export class Presence {
  private readonly lists = new ViewerLists();
  private readonly processId: string;
  private namespace: RealtimeNamespace | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly processes: Processes,
    @Inject(ID_SOURCE) ids: IdSource,
  ) {
    this.processId = ids.next();
  }

  start(namespace: RealtimeNamespace): void {
    this.namespace = namespace;
    namespace.on('viewers', (processId, viewing, all) => this.hear(processId, viewing, all));
    namespace.on('viewersWanted', () => this.tellAll());
    this.processes.onReturn(() => {
      this.processes.tell('viewersWanted');
      this.tellAll();
    });
  }

  /** Notes which incident of its own center a person has open. Teams and programs are nobody's colleagues here. */
  async view(connection: Connection, incidentId: string | null): Promise<Refusal | undefined> {
    const { caller, socket } = connection;
    const { userId, name, centerId } = caller;
    if (userId === undefined || caller.role === 'team' || !callerMay(caller, 'incident.read')) {
      return { code: 'forbidden' };
    }
    if (incidentId !== null && !(await this.isOfCenter(incidentId, centerId))) return { code: 'not_found' };
    if (!socket.connected) return undefined;
    for (const room of socket.rooms) if (room.startsWith(rooms.viewers(''))) void socket.leave(room);
    if (incidentId !== null) void socket.join(rooms.viewers(incidentId));
    this.changed(this.lists.view(socket.id, { userId, name }, incidentId));
    return undefined;
  }

  /** The socket is gone and shows nothing any more. */
  leave({ socket, caller }: Connection): void {
    const viewer = { userId: caller.userId ?? '', name: caller.name };
    this.changed(this.lists.view(socket.id, viewer, null));
  }

  /** Tells the other processes again, and forgets those that fell silent. */
  refresh(): void {
    this.tellAll();
    for (const incidentId of this.lists.forgetSilent(performance.now())) this.show(incidentId);
  }

  /** This process shows nobody anything any more. */
  stop(): void {
    this.processes.tell('viewers', this.processId, [], true);
  }

  private hear(processId: string, viewing: IncidentViewers[], all: boolean): void {
    const until = performance.now() + realtimeSettings.presenceForgottenMilliseconds;
    for (const incidentId of this.lists.hear(processId, viewing, all, until)) this.show(incidentId);
  }

  private tellAll(): void {
    this.processes.tell('viewers', this.processId, this.lists.ownViewers(), true);
  }

  private changed(incidentIds: string[]): void {
    if (incidentIds.length === 0) return;
    for (const incidentId of incidentIds) this.show(incidentId);
    this.processes.tell('viewers', this.processId, this.lists.ownViewers(...incidentIds), false);
  }

  /** Tells everybody of this process who has the incident open. */
  private show(incidentId: string): void {
    if (!this.namespace) return;
    const names = occupied(this.namespace, [rooms.viewers(incidentId)]);
    if (names.length === 0) return;
    const viewers = this.lists.viewersOf(incidentId);
    this.namespace.local.to(names).emit('presence', { incidentId, viewers });
  }

  private async isOfCenter(incidentId: string, centerId: string): Promise<boolean> {
    return (
      (await findRow(this.dataSource, `select 1 from incident where id = $1 and center_id = $2`, [
        incidentId,
        centerId,
      ])) !== undefined
    );
  }
}
