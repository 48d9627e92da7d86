import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Result } from '#lib/kernel';
import type { Caller, Refusal } from '#lib/platform';
import { faultText } from '../protocol/fault.js';
import { ProtocolVersions } from './protocol-versions.js';
import {
  versionView,
  type DifferenceList,
  type FaultList,
  type ProtocolVersionView,
} from './protocol.view.js';
import { SignOffs } from './sign-offs.js';

/** Protocols as screens read them. */
@Injectable()
export class ProtocolReading {
  constructor(
    private readonly dataSource: DataSource,
    private readonly versions: ProtocolVersions,
    private readonly signOffs: SignOffs,
  ) {}

  /** @param id undefined for the one in force */
  async get(caller: Caller, id?: string): Promise<Result<ProtocolVersionView, Refusal>> {
    const version = await this.versions.find(caller, id);
    if (!version) return refuse({ code: 'not_found' });
    const { protocol } = await this.versions.running(this.dataSource, caller.centerId, version.id);
    return accept(versionView(version, protocol, await this.signOffs.list(caller.centerId, version)));
  }

  async compare(caller: Caller, from: string, to: string): Promise<Result<DifferenceList, Refusal>> {
    const items = await this.versions.compare(caller, from, to);
    return items.accepted ? accept({ items: items.value }) : items;
  }

  check(document: unknown): FaultList {
    return {
      items: this.versions.check(document).map((fault) => ({
        path: fault.path,
        rule: fault.rule,
        text: { id: faultText(fault, 'id'), en: faultText(fault, 'en') },
      })),
    };
  }
}
