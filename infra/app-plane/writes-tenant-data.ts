import { PEOPLE_EVENTS } from '@tenantry/contracts/events.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { on } from '@tenantry/contracts/service/tenant-table.ts'
import type { Role } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import { allowKeys } from '../foundation/item-rights.ts'
import { mayGoUnused } from '../foundation/may-go-unused.ts'
import { type AccessProps, accessRole, worksForTenants } from './access-role.ts'
import type { AppPlaneData } from './data.ts'
import type { Place } from './place.ts'
import { WRITES_OUTBOX } from './tenant-rights.ts'

/**
 * Lets a role write and delete what one tenant has; answers the ARN of the role for it, or an empty text in a silo. A change of people is recorded and
 * announced, as everywhere; no role that writes the audit reads it. A silo whose people stay in the pool changes none of them.
 */
export function writesTenantData(
  scope: Construct,
  assumedBy: Role,
  props: { place: Place; data: AppPlaneData; services: readonly Service[]; hasPeople: boolean },
): string {
  const { place, data, services, hasPeople } = props
  const { outbox, idempotency, moves } = data.tenants
  const work: AccessProps = {
    description: 'Writes and deletes what one tenant has, for sessions tagged with a TenantId',
    assumedBy,
    tables: data.tenants,
    needs: services.flatMap(({ entities }) => entities).map((entity) => on(entity, 'Query', 'BatchWriteItem')),
    ...(hasPeople && { outbox: { types: PEOPLE_EVENTS, actions: WRITES_OUTBOX }, audits: ['tenant-data'] }),
    more: (tenant) => [
      ...(hasPeople
        ? [allowKeys(['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'], data.memberships.tableArn, tenant)]
        : []),
      allowKeys(['Query', 'BatchWriteItem'], [outbox.tableArn, idempotency.tableArn, moves.tableArn], `${tenant}-*`),
    ],
    isJournaled: false,
  }
  if (place.kind === 'silo') return worksForTenants(scope, 'TenantDataWriter', place, work)
  const role = accessRole(scope, 'TenantDataWriter', work)
  const reason = 'Left over from a move, or in an outbox that could not be sent.'
  mayGoUnused(
    { role },
    { action: 'dynamodb:BatchWriteItem', of: 'Outbox', reason, byChance: true },
    { action: 'dynamodb:BatchWriteItem', of: 'MovesTable', reason, byChance: true },
  )
  return role.roleArn
}
