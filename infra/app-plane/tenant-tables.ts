import { WAITING_INDEX } from '@tenantry/contracts/outbox.ts'
import type { AnyEntity } from '@tenantry/contracts/service/entity.ts'
import { indexOf } from '@tenantry/contracts/service/index-of.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import type { TenantTable } from '@tenantry/contracts/service/tenant-table.ts'
import { ProjectionType, type TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'
import { pascalCase } from '../foundation/pascal-case.ts'
import { reachedByPlatform } from '../foundation/reached-by-platform.ts'
import { table, text } from '../foundation/table.ts'

/** The tables whose items belong to tenants. */
export interface TenantTables {
  /** Throws for a table that neither the platform nor a service has. */
  of(table: TenantTable): TableV2
  /** ARNs of the indexes that lists of a table read. */
  indexesOf(table: TenantTable): string[]
  outbox: TableV2
}

/** A table for each entity of the services, the memberships, and the outbox. */
export function tenantTables(scope: Construct, services: readonly Service[], memberships: TableV2): TenantTables {
  const entities = services.flatMap((service) => service.entities)
  const byCollection = new Map(
    entities.map((entity) => [
      entity.collection,
      { table: entityTable(scope, entity), sorts: Object.keys(entity.sorts) },
    ]),
  )
  byCollection.set('memberships', { table: memberships, sorts: [] })
  const find = ({ collection }: TenantTable) => {
    const found = byCollection.get(collection)
    if (!found) throw new Error(`No service has an entity with the table ${collection}`)
    return found
  }
  return {
    of: (one) => find(one).table,
    indexesOf(one) {
      const { table, sorts } = find(one)
      return sorts.map((sort) => `${table.tableArn}/index/${indexOf(sort)}`)
    },
    outbox: outboxTable(scope),
  }
}

/**
 * Local indexes sort the lists of a table. They hold keys only, so that a write which leaves the sort texts alone costs nothing there; a
 * list fetches its items through them.
 */
function entityTable(scope: Construct, { collection, sorts }: AnyEntity): TableV2 {
  const entities = table(scope, `${pascalCase(collection)}Table`, { partition: 'shardId', sort: 'id' })
  for (const indexName of Object.keys(sorts).map(indexOf)) {
    entities.addLocalSecondaryIndex({ indexName, sortKey: text(indexName), projectionType: ProjectionType.KEYS_ONLY })
  }
  return entities
}

function outboxTable(scope: Construct): TableV2 {
  const outbox = table(scope, 'Outbox', { partition: 'partition', sort: 'id' })
  outbox.addGlobalSecondaryIndex({
    indexName: WAITING_INDEX,
    partitionKey: text('outbox'),
    sortKey: text('waitingSince'),
  })
  reachedByPlatform(
    outbox,
    'The sweeper finds waiting entries by the index, whichever tenant they belong to. Functions that change memberships of any tenant add entries under the keys of that channel.',
  )
  return outbox
}
