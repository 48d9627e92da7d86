import { Injectable } from '@nestjs/common';
import { accept, refuse, type Result } from '#lib/kernel';
import { Centers, type Center } from '#lib/center';
import { Commands, versionFrom, type Caller, type Refusal, type Transaction } from '#lib/platform';
import { PatientRepository } from '../patient/patient.repository.js';
import { Places } from '../place/places.js';
import type { IncidentChange } from './incident.dto.js';
import type { Incident } from './incident.js';
import {
  changedDetails,
  placeChangeRefusal,
  pointMoved,
  recordChanges,
  withChange,
} from './incident-change.js';
import { IncidentRepository } from './incident.repository.js';
import type { IncidentView } from './incident.view.js';
import { Incidents } from './incidents.js';

/** Edits under `If-Match`: nobody overwrites what they have not read. */
@Injectable()
export class IncidentEditing {
  constructor(
    private readonly commands: Commands,
    private readonly centers: Centers,
    private readonly incidents: Incidents,
    private readonly repository: IncidentRepository,
    private readonly patients: PatientRepository,
    private readonly places: Places,
  ) {}

  /** One new version however much changes, one journal entry for each kind of change; none of both for no change. */
  async edit(
    caller: Caller,
    id: string,
    ifMatch: string | undefined,
    change: IncidentChange,
  ): Promise<Result<IncidentView, Refusal>> {
    const center = await this.centers.get(caller.centerId);
    return this.commands.run(caller, (tx) => this.editIn(tx, center, id, ifMatch, change));
  }

  /** The same inside another command. */
  async editIn(
    tx: Transaction,
    center: Center,
    id: string,
    ifMatch: string | undefined,
    change: IncidentChange,
  ): Promise<Result<IncidentView, Refusal>> {
    const version = versionFrom(ifMatch);
    if (!version.accepted) return version;
    const malformed = placeChangeRefusal(change.place);
    if (malformed) return refuse(malformed);
    const before = await this.incidents.lockVisible(tx, id);
    if (!before) return refuse({ code: 'not_found' });
    if (before.version !== version.value) return this.refuseWith('version_mismatch', tx, before);
    if (before.state === 'closed') return this.refuseWith('incident_closed', tx, before);
    const edited = await this.apply(tx, center, before, change);
    if (!edited.accepted) return edited;
    return accept(await this.incidents.view(tx.manager, edited.value, tx.caller));
  }

  private async apply(
    tx: Transaction,
    center: Center,
    before: Incident,
    change: IncidentChange,
  ): Promise<Result<Incident, Refusal>> {
    let edited = withChange(before, change, tx);
    if (await this.leavesBlackTags(tx, before, edited)) {
      return refuse({ code: 'validation_failed', fields: [{ field: 'type', rule: 'blackTagsLeft' }] });
    }
    if (pointMoved(before, edited)) {
      const located = await this.places.locate(tx.manager, center, edited);
      if (!located.accepted) return located;
      edited = { ...edited, areaId: located.value.areaId };
    }
    if (!isChanged(before, edited)) return accept(before);
    const after = await this.repository.update(tx.manager, edited);
    recordChanges(tx, before, after);
    return accept(after);
  }

  private async leavesBlackTags(tx: Transaction, before: Incident, edited: Incident): Promise<boolean> {
    if (before.type !== 'mass_casualty' || edited.type === 'mass_casualty') return false;
    return (await this.patients.list(tx.manager, before.id)).some(({ tag }) => tag === 'black');
  }

  private async refuseWith(
    code: 'version_mismatch' | 'incident_closed',
    tx: Transaction,
    incident: Incident,
  ): Promise<Result<never, Refusal>> {
    return refuse({ code, current: await this.incidents.view(tx.manager, incident, tx.caller) });
  }
}

const isChanged = (before: Incident, after: Incident): boolean =>
  before.type !== after.type ||
  before.priority !== after.priority ||
  pointMoved(before, after) ||
  changedDetails(before, after).length > 0;
