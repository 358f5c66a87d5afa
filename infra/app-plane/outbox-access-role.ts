import type { IRole, Role } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import type { AppPlaneData } from './data.ts'
import { OWN_ID, OWN_SHARDS, ownKeys, tenantRole } from './tenant-role.ts'

/** What the sweeper does with an entry that it has found: takes it away, or puts it behind the others. */
const ACTIONS = ['dynamodb:DeleteItem', 'dynamodb:UpdateItem']

/** Outboxes, one tenant's at a time: the sweeper has no part in the tenant access role, whose sessions reach products and orders. */
export const outboxAccessRole = (scope: Construct, data: AppPlaneData, assumedBy: IRole[]): Role =>
  tenantRole(scope, 'OutboxAccess', {
    description: "Tenants' outboxes, for sessions tagged with a TenantId",
    assumedBy,
    statements: [
      ownKeys(ACTIONS, [data.outbox.tableArn], OWN_SHARDS),
      ownKeys(ACTIONS, [data.memberships.tableArn], OWN_ID),
    ],
  })
