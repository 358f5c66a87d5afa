import type { IRole, Role } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import type { AppPlaneData } from './data.ts'
import { OWN_ID, OWN_SHARDS, ownKeys, tenantRole } from './tenant-role.ts'

/**
 * The actions that carry leading keys, one by one. Scan carries none, so a condition with ForAllValues would hold for it: it is not here,
 * nor is PartiQL, which has actions of its own.
 */
const KEYED_ACTIONS = [
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:Query',
  'dynamodb:BatchGetItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:ConditionCheckItem',
]

/**
 * The role of people's sessions. A session is bound to its tenant by the tag that it carries; the session policy that the authorizer passes
 * narrows it further, to the caller's role. Workers have roles of their own, which reach what their work needs.
 */
export const tenantAccessRole = (scope: Construct, data: AppPlaneData, assumedBy: IRole[]): Role =>
  tenantRole(scope, 'TenantAccess', {
    description: "Tenants' data, for sessions tagged with a TenantId",
    assumedBy,
    statements: [
      ownKeys(KEYED_ACTIONS, [data.products.tableArn, data.orders.tableArn], OWN_SHARDS),
      // A local index has the partition keys of its table, so the same key binds it.
      ownKeys(['dynamodb:Query'], data.entityIndexes, OWN_SHARDS),
      ownKeys(KEYED_ACTIONS, [data.memberships.tableArn], OWN_ID),
      ownKeys(['dynamodb:PutItem', 'dynamodb:DeleteItem'], [data.outbox.tableArn], OWN_SHARDS),
    ],
  })
