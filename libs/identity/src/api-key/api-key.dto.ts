import { permissionsByRole, type Permission } from '#lib/contract';
import { Choices, Identifier, NestedList, PageQuery, Text, Time, Whole, type Page } from '#lib/platform';

/** What a program may be allowed: never more than the role `integration`. */
export const integrationPermissions = permissionsByRole.integration;

/** A key by which a program takes part: a telephony system, a GPS tracker, another service's dispatch. */
export class ApiKeyView {
  @Identifier({ description: 'Identifier; the journal names the key’s doings `integration:<id>`.' })
  id: string;

  @Text({ max: 100, description: 'What it is for.' })
  name: string;

  @Choices(integrationPermissions, { description: 'All that it may do.' })
  permissions: Permission[];

  @Time({ description: 'When it was created.' })
  createdAt: Date;

  @Identifier({ nullable: true, description: 'The administrator who created it.' })
  createdBy: string | null;

  @Time({ nullable: true, description: 'When it was last used, to the minute.' })
  lastUsedAt: Date | null;

  @Time({ nullable: true, description: 'When it stops working by itself; null: never.' })
  expiresAt: Date | null;

  @Time({ nullable: true, description: 'When it was revoked.' })
  revokedAt: Date | null;

  @Whole({ min: 1, max: 2_147_483_647, description: 'Grows with every change; also the `ETag`.' })
  version: number;
}

export class CreatedApiKey extends ApiKeyView {
  @Text({
    max: 200,
    description: 'The key itself, sent as `Authorization: Bearer …`. Shown now and never again.',
    example: 'layad_0198c2f4a3b17c4d9e5f60718293a4b5_…',
  })
  key: string;
}

export class ApiKeyPage implements Page<ApiKeyView> {
  @NestedList(() => ApiKeyView, { max: 500, description: 'Keys, newest first, revoked ones too.' })
  items: ApiKeyView[];

  @Text({ max: 200, nullable: true, description: 'Where the next page begins; null on the last.' })
  nextCursor: string | null;
}

export class ApiKeyQuery extends PageQuery {}

export class NewApiKey {
  @Text({ max: 100, description: 'What it is for.', example: 'GPS trackers' })
  name: string;

  @Choices(integrationPermissions, {
    optional: true,
    description: 'All that it may do; everything an integration may if left out. Give as little as it needs.',
  })
  permissions?: Permission[];

  @Time({ optional: true, description: 'When it stops working by itself; never if left out.' })
  expiresAt?: Date;
}
