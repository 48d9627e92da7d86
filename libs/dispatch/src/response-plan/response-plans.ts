import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Result } from '#lib/kernel';
import { Commands, versionFrom, type Caller, type Refusal, type Transaction } from '#lib/platform';
import { levels, priorityOf, rankOf, type Level } from '#lib/triage';
import { builtInPlans, type BuiltInPlan } from './built-in-plans.js';
import type { ResponsePlanBody, ResponsePlanList, ResponsePlanView } from './response-plan.dto.js';
import type { ResponsePlan } from './response-plan.js';
import { ResponsePlanRepository, type StoredPlan } from './response-plan.repository.js';

/** What each kind of emergency gets, as a center has decided it. */
@Injectable()
export class ResponsePlans {
  constructor(
    private readonly commands: Commands,
    private readonly dataSource: DataSource,
    private readonly plans: ResponsePlanRepository,
  ) {}

  /** Every plan in force, those for all types first. */
  async list(caller: Caller): Promise<ResponsePlanList> {
    const own = await this.plans.list(this.dataSource, caller.centerId);
    const replaced = new Set(own.map(keyOf));
    const builtIn = builtInPlans.filter((plan) => !replaced.has(keyOf(plan)));
    const items = [...own.map(viewOfStored), ...builtIn.map(viewOfBuiltIn)];
    return { items: items.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) };
  }

  /**
   * Replaces the plan of one type and priority, or of one determinant, or makes the center's first one for it.
   * @param ifMatch needed, with the version read, when the center has such a plan; refused otherwise
   */
  put(
    caller: Caller,
    body: ResponsePlanBody,
    ifMatch: string | undefined,
  ): Promise<Result<ResponsePlanView, Refusal>> {
    const refusal = determinantRefusal(body);
    const plan: ResponsePlan = { ...body, determinant: body.determinant ?? null };
    return this.commands.run(caller, async (tx): Promise<Result<ResponsePlanView, Refusal>> => {
      if (refusal) return refuse(refusal);
      const present = await this.plans.find(tx.manager, caller.centerId, plan);
      const stored = present
        ? await this.replace(tx, plan, present, ifMatch)
        : await this.create(tx, plan, ifMatch);
      if (!stored.accepted) return stored;
      const { id, type, priority, determinant, version } = stored.value;
      tx.record({
        type: 'response_plan.changed',
        subjectId: id,
        subjectVersion: version,
        payload: { type, priority, determinant },
      });
      return accept(viewOfStored(stored.value));
    });
  }

  private async create(
    tx: Transaction,
    plan: ResponsePlan,
    ifMatch: string | undefined,
  ): Promise<Result<StoredPlan, Refusal>> {
    if (ifMatch !== undefined) return refuse({ code: 'version_mismatch' });
    const created = await this.plans.insert(tx.manager, tx.centerId, tx.newIdentifier(), plan, tx.now);
    return created ? accept(created) : this.changedMeanwhile(tx, plan);
  }

  private async replace(
    tx: Transaction,
    plan: ResponsePlan,
    present: StoredPlan,
    ifMatch: string | undefined,
  ): Promise<Result<StoredPlan, Refusal>> {
    // Who took it for a plan that came with the system is shown what the center has decided meanwhile.
    if (ifMatch === undefined) return refuse({ code: 'if_match_required', current: viewOfStored(present) });
    const version = versionFrom(ifMatch);
    if (!version.accepted) return version;
    if (version.value !== present.version) return this.changedMeanwhile(tx, plan);
    const replaced = await this.plans.update(tx.manager, tx.centerId, plan, version.value, tx.now);
    return replaced ? accept(replaced) : this.changedMeanwhile(tx, plan);
  }

  private async changedMeanwhile(tx: Transaction, plan: ResponsePlan): Promise<Result<never, Refusal>> {
    const present = await this.plans.find(tx.manager, tx.centerId, plan);
    return refuse({ code: 'version_mismatch', current: present && viewOfStored(present) });
  }
}

const keyOf = ({ type, priority, determinant }: Omit<ResponsePlanBody, 'units'>): string =>
  `${type ?? ''} ${priority} ${determinant ?? ''}`;

/** A determinant says by itself of which card it is and how urgent: a plan that says otherwise would never apply. */
function determinantRefusal({ type, priority, determinant }: ResponsePlanBody): Refusal | undefined {
  if (!determinant) return undefined;
  if (type !== null) {
    const parameters = { 0: 'determinant null' };
    return { code: 'validation_failed', fields: [{ field: 'type', rule: 'onlyWith', parameters }] };
  }
  const level = levels.find((one): one is Level => one === determinant[3])!;
  const expected = priorityOf(rankOf(level));
  if (priority === expected) return undefined;
  const parameters = { 0: expected };
  return {
    code: 'validation_failed',
    fields: [{ field: 'priority', rule: 'determinantPriority', parameters }],
  };
}

const viewOfStored = ({
  type,
  priority,
  determinant,
  units,
  version,
  updatedAt,
}: StoredPlan): ResponsePlanView => ({
  type,
  priority,
  determinant,
  units: units as ResponsePlanView['units'],
  source: 'center',
  reason: null,
  version,
  updatedAt: updatedAt.toISOString(),
});

const viewOfBuiltIn = ({ type, priority, units, reason }: BuiltInPlan): ResponsePlanView => ({
  type,
  priority,
  determinant: null,
  units: units as ResponsePlanView['units'],
  source: 'built_in',
  reason,
  version: null,
  updatedAt: null,
});
