import { Choice, Identifier, NestedList, PageQuery, Text, TextList, Time, type Page } from '#lib/platform';
import { identitySettings } from '../identity-settings.js';

/** `change`: an entry of the journal. `access`: somebody opened personal data. */
export const auditKinds = ['change', 'access'] as const;
export type AuditKind = (typeof auditKinds)[number];

export class AuditEntry {
  @Choice(auditKinds, {
    name: 'AuditKind',
    description: '`change`: something was changed. `access`: personal data was opened.',
  })
  kind: AuditKind;

  @Text({ max: 64, description: 'The journal’s `seq` of a change, the identifier of an access.' })
  id: string;

  @Time({ description: 'When.' })
  occurredAt: Date;

  @Text({ max: 100, description: 'The journal’s event type, or what was done with the data.' })
  type: string;

  @Text({ max: 50, description: 'What kind of thing it was about.' })
  subjectType: string;

  @Identifier({ description: 'What it was about.' })
  subjectId: string;

  @Text({ max: 60, description: '`user:<id>`, `integration:<id>` or `system`.' })
  actor: string;

  @Text({ max: 100, nullable: true, description: 'The name of that user or key; null for the system.' })
  actorName: string | null;

  @TextList({ max: 50, maxLength: 50, description: 'Names of the changed fields; never their values.' })
  fields: string[];

  @Identifier({ nullable: true, description: 'The incident it belongs to.' })
  incidentId: string | null;

  @Text({ max: 64, nullable: true, description: 'The request in which personal data was opened.' })
  requestId: string | null;
}

export class AuditPage implements Page<AuditEntry> {
  @NestedList(() => AuditEntry, { max: 500, description: 'Newest first.' })
  items: AuditEntry[];

  @Text({ max: 200, nullable: true, description: 'Where the next page begins; null on the last.' })
  nextCursor: string | null;
}

export class AuditQuery extends PageQuery {
  @Time({
    optional: true,
    description: `Not before; ${identitySettings.auditDefaultDays} days before \`to\` if left out.`,
  })
  from?: Date;

  @Time({
    optional: true,
    description: `Before this; now if left out. At most ${identitySettings.auditMaximumDays} days after \`from\`.`,
  })
  to?: Date;

  @Text({
    max: 60,
    optional: true,
    pattern: /^(system|(user|integration):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
    description: 'Only what this one did: `user:<id>`, `integration:<id>` or `system`.',
  })
  actor?: string;

  @Identifier({ optional: true, description: 'Only what is about this.' })
  subjectId?: string;

  @Text({
    max: 100,
    optional: true,
    pattern: /^[a-z_]+\.[a-z_]+$/,
    description: 'Only entries of this type, for example `user.created` or `incident.opened`.',
  })
  type?: string;

  @Choice(auditKinds, { optional: true, name: 'AuditKind', description: 'Only changes, or only accesses.' })
  kind?: AuditKind;
}
