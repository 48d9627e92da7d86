import { Inject, Injectable } from '@nestjs/common';
import { accept, refuse, type Clock, type Result } from '#lib/kernel';
import {
  CLOCK,
  cursorPart,
  decodeCursor,
  defaultPageSize,
  encodeCursor,
  type Caller,
  type Page,
  type Refusal,
} from '#lib/platform';
import { identitySettings } from '../identity-settings.js';
import type { AuditEntry, AuditKind, AuditQuery } from './audit.dto.js';
import { AuditRepository, type AuditCursor } from './audit.repository.js';

const dayMilliseconds = 86_400_000;
const cursorPatterns = [
  cursorPart.time,
  /^(change|access)$/,
  /^(\d{1,15}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
];

/** Who changed what, and who opened personal data. */
@Injectable()
export class AuditTrail {
  constructor(
    private readonly repository: AuditRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(caller: Caller, query: AuditQuery): Promise<Result<Page<AuditEntry>, Refusal>> {
    const after = cursorIn(query.cursor);
    if (!after.accepted) return after;
    // `to` is exclusive, and an entry of this very millisecond belongs to the trail.
    const to = query.to ?? new Date(this.clock.now().getTime() + 1);
    const from = query.from ?? new Date(to.getTime() - identitySettings.auditDefaultDays * dayMilliseconds);
    const wrong = rangeRefusal(from, to);
    if (wrong) return wrong;
    const limit = query.limit ?? defaultPageSize;
    const entries = await this.repository.list(caller.centerId, {
      from,
      to,
      actor: query.actor,
      subjectId: query.subjectId,
      type: query.type,
      kind: query.kind,
      after: after.value,
      limit: limit + 1,
    });
    const items = entries.slice(0, limit);
    return accept({ items, nextCursor: entries.length > limit ? cursorAfter(items.at(-1)!) : null });
  }
}

const cursorAfter = ({ occurredAt, kind, id }: AuditEntry) =>
  encodeCursor([occurredAt.toISOString(), kind, id]);

function cursorIn(cursor: string | undefined): Result<AuditCursor | undefined, Refusal> {
  if (cursor === undefined) return accept(undefined);
  const parts = decodeCursor(cursor, cursorPatterns);
  if (!parts.accepted) return parts;
  const [occurredAt, kind, id] = parts.value as [string, AuditKind, string];
  const fits = (kind === 'change') === /^\d+$/.test(id);
  return fits
    ? accept({ occurredAt, kind, id })
    : refuse({ code: 'validation_failed', fields: [{ field: 'query.cursor', rule: 'cursor' }] });
}

function rangeRefusal(from: Date, to: Date) {
  const days = (to.getTime() - from.getTime()) / dayMilliseconds;
  const rule = days <= 0 ? 'range' : days > identitySettings.auditMaximumDays ? 'tooLong' : undefined;
  return (
    rule &&
    refuse<Refusal>({
      code: 'validation_failed',
      fields: [{ field: 'query.to', rule, parameters: { 0: identitySettings.auditMaximumDays } }],
    })
  );
}
