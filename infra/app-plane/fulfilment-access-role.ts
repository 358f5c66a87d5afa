import type { IRole, Role } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import type { AppPlaneData } from './data.ts'
import { OWN_SHARDS, ownKeys, tenantRole } from './tenant-role.ts'

/** Orders as far as their fulfilment goes, one tenant's at a time: whatever takes the worker over reaches no more, whichever session it asks for. */
export const fulfilmentAccessRole = (scope: Construct, data: AppPlaneData, assumedBy: IRole[]): Role =>
  tenantRole(scope, 'FulfilmentAccess', {
    description: "Fulfilment of tenants' orders, for sessions tagged with a TenantId",
    assumedBy,
    statements: [ownKeys(['dynamodb:GetItem', 'dynamodb:UpdateItem'], [data.orders.tableArn], OWN_SHARDS)],
  })
