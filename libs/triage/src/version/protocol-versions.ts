import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ProtocolSource } from '#lib/contract';
import { accept, refuse, type Result } from '#lib/kernel';
import {
  Commands,
  systemCaller,
  type Caller,
  type Queryable,
  type Refusal,
  type Transaction,
} from '#lib/platform';
import { readyProtocol, type Protocol, type ReadyProtocol } from '../engine/index.js';
import { cardHashes, changedCards, compareProtocols, type Difference } from '../protocol/comparison.js';
import { contentHash } from '../protocol/content-hash.js';
import { faultText, type Fault } from '../protocol/fault.js';
import { readDocument } from '../protocol/protocol-reading.js';
import { BuiltInProtocol } from './built-in-protocol.js';
import { ProtocolVersionRepository, type ProtocolVersion } from './protocol-version.repository.js';
import { versionSummary, type ProtocolVersionSummary } from './protocol.view.js';
import { SignOffRepository } from './sign-off.repository.js';

/** Most protocols kept ready to run; a center seldom runs on more than two at a time. */
const mostReady = 64;

/** Faults told at once; whoever mends these sees the next. */
const mostFaultsTold = 200;

/** The versions of a center's protocol: none is ever changed, and one is in force. */
@Injectable()
export class ProtocolVersions {
  private readonly ready = new Map<string, ReadyProtocol>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly versions: ProtocolVersionRepository,
    private readonly signOffs: SignOffRepository,
    private readonly builtIn: BuiltInProtocol,
  ) {}

  /** Newest first, and whether what comes with the system now is none of them. */
  async list({ centerId }: Caller): Promise<{ items: ProtocolVersionSummary[]; builtInOffered: boolean }> {
    await this.ensureFirst(centerId);
    const versions = await this.versions.list(this.dataSource, centerId);
    const hash = contentHash(this.builtIn.read());
    const items: ProtocolVersionSummary[] = [];
    for (const version of versions) items.push(await this.summary(this.dataSource, centerId, version));
    return { items, builtInOffered: versions.every((version) => version.contentHash !== hash) };
  }

  /** @param id undefined for the one in force */
  async find({ centerId }: Caller, id?: string): Promise<ProtocolVersion | undefined> {
    if (id !== undefined) return this.versions.find(this.dataSource, centerId, id);
    await this.ensureFirst(centerId);
    return this.versions.findInForce(this.dataSource, centerId);
  }

  /** The one in force; what comes with the system becomes the first version where there is none yet. */
  async inForce(tx: Transaction): Promise<ProtocolVersion> {
    const present = await this.versions.findInForce(tx.manager, tx.centerId);
    if (present) return present;
    const protocol = this.builtIn.read();
    const id = tx.newIdentifier();
    const hashes = cardHashes(protocol);
    const stored = await this.versions.insert(tx.manager, tx.centerId, {
      id,
      number: 1,
      source: 'built_in',
      contentHash: contentHash(protocol),
      protocol,
      cardHashes: hashes,
      changedCards: changedCards(undefined, hashes),
      note: null,
      madeBy: 'system',
      madeAt: tx.now,
    });
    if (stored) {
      await this.versions.startWith(tx.manager, tx.centerId, id, tx.now, 'system');
      const entry = { subjectId: id, subjectVersion: 1 };
      const payload = {
        number: 1,
        source: 'built_in' as const,
        changedCards: changedCards(undefined, hashes),
      };
      tx.record({ ...entry, type: 'protocol.version_added', payload });
      tx.record({ ...entry, type: 'protocol.version_activated', payload: { number: 1, previous: null } });
    }
    return (await this.versions.findInForce(tx.manager, tx.centerId))!;
  }

  /** The protocol of a version, ready to run. Versions never change, so it is remembered. */
  async running(on: Queryable, centerId: string, id: string): Promise<ReadyProtocol> {
    const known = this.ready.get(id);
    if (known) return known;
    const document = await this.versions.findDocument(on, centerId, id);
    if (!document) throw new Error('a protocol version is gone');
    const made = readyProtocol(document);
    if (this.ready.size >= mostReady) this.ready.delete(this.ready.keys().next().value!);
    this.ready.set(id, made);
    return made;
  }

  /** What is wrong with a protocol, without keeping it. */
  check(document: unknown): Fault[] {
    return readDocument(document).faults;
  }

  /** A changed protocol as a new version, not yet in force. */
  async import(
    caller: Caller,
    document: unknown,
    note: string | null,
  ): Promise<Result<ProtocolVersionSummary, Refusal>> {
    const { protocol, faults } = readDocument(document);
    if (!protocol) return refuse(invalidProtocol(faults, caller));
    return this.commands.run(caller, (tx) => this.add(tx, protocol, 'imported', note));
  }

  /** What comes with the system now as a new version, not yet in force. */
  takeBuiltIn(caller: Caller, note: string | null): Promise<Result<ProtocolVersionSummary, Refusal>> {
    return this.commands.run(caller, (tx) => this.add(tx, this.builtIn.read(), 'built_in', note));
  }

  /** New triages run on it; those that run keep theirs. */
  activate(caller: Caller, id: string): Promise<Result<ProtocolVersionSummary, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      await this.inForce(tx);
      await this.versions.lockInForce(tx.manager, tx.centerId);
      const previous = await this.inForce(tx);
      const version = await this.versions.find(tx.manager, tx.centerId, id);
      if (!version) return refuse({ code: 'not_found' });
      if (version.inForce) return accept(await this.summary(tx.manager, tx.centerId, version));
      await this.versions.activate(tx.manager, tx.centerId, id, tx.now, caller.actor);
      tx.record({
        type: 'protocol.version_activated',
        subjectId: id,
        subjectVersion: 1,
        payload: { number: version.number, previous: previous.number },
      });
      return accept(await this.summary(tx.manager, tx.centerId, { ...version, inForce: true }));
    });
  }

  /** What differs from one version to another. */
  async compare({ centerId }: Caller, from: string, to: string): Promise<Result<Difference[], Refusal>> {
    const before = await this.versions.findDocument(this.dataSource, centerId, from);
    const after = await this.versions.findDocument(this.dataSource, centerId, to);
    if (!before || !after) return refuse({ code: 'not_found' });
    return accept(compareProtocols(before, after));
  }

  private async add(
    tx: Transaction,
    protocol: Protocol,
    source: ProtocolSource,
    note: string | null,
  ): Promise<Result<ProtocolVersionSummary, Refusal>> {
    await this.inForce(tx);
    await this.versions.lockInForce(tx.manager, tx.centerId);
    const versions = await this.versions.list(tx.manager, tx.centerId);
    const hash = contentHash(protocol);
    const same = versions.find((version) => version.contentHash === hash);
    if (same) return refuse({ code: 'protocol_known', parameters: { number: same.number } });
    const [latest] = versions;
    const hashes = cardHashes(protocol);
    const id = tx.newIdentifier();
    const number = latest!.number + 1;
    const changed = changedCards(latest!.cardHashes, hashes);
    await this.versions.insert(tx.manager, tx.centerId, {
      id,
      number,
      source,
      contentHash: hash,
      protocol,
      cardHashes: hashes,
      changedCards: changed,
      note,
      madeBy: tx.caller.actor,
      madeAt: tx.now,
    });
    tx.record({
      type: 'protocol.version_added',
      subjectId: id,
      subjectVersion: 1,
      payload: { number, source, changedCards: changed },
    });
    const added = (await this.versions.find(tx.manager, tx.centerId, id))!;
    return accept(await this.summary(tx.manager, tx.centerId, added));
  }

  private async summary(
    on: Queryable,
    centerId: string,
    version: ProtocolVersion,
  ): Promise<ProtocolVersionSummary> {
    return versionSummary(version, await this.signOffs.list(on, centerId, version.cardHashes));
  }

  private async ensureFirst(centerId: string): Promise<void> {
    if (await this.versions.findInForce(this.dataSource, centerId)) return;
    await this.commands.run(systemCaller(centerId), async (tx) => {
      await this.inForce(tx);
      return accept(null);
    });
  }
}

function invalidProtocol(faults: readonly Fault[], { locale }: Caller): Refusal {
  return {
    code: 'protocol_invalid',
    fields: faults.slice(0, mostFaultsTold).map((fault) => ({
      field: fault.path,
      rule: 'protocolFault',
      parameters: { 0: faultText(fault, locale) },
    })),
  };
}
