import type { AnyEntity } from '@tenantry/contracts/service/entity.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { SEARCH_TEXT, SLOTS, slotName } from '@tenantry/contracts/service/slots.ts'
import type { TenantTable } from '@tenantry/contracts/service/tenant-table.ts'
import { type ITableV2, ProjectionType, type TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'
import { auditTable } from '../foundation/audit-table.ts'
import { idempotencyTable } from '../foundation/idempotency-table.ts'
import { outboxTable } from '../foundation/outbox-table.ts'
import { pascalCase } from '../foundation/pascal-case.ts'
import { describeTable, table, text } from '../foundation/table.ts'

/** The tables whose items belong to tenants. */
export interface TenantTables {
  /** Throws for a table that neither the platform nor a service has. */
  of(table: TenantTable): ITableV2
  /** The indexes that lists of a table read, as patterns of ARNs; none for a table that is listed by its key. */
  indexesOf(table: TenantTable): string[]
  outbox: TableV2
  /** Answers that are kept for idempotency keys. */
  idempotency: TableV2
  /** Fences and journals of tenants whose data moves. */
  moves: TableV2
  /** What anybody changed; nobody reads it here, and the control plane has a copy of each record. */
  audit: TableV2
}

/** One pattern instead of three names: policies of many services must fit into a role. */
const ALL_SLOTS = 'slot*'

/** A table for each entity of the services, the memberships, and the outbox. */
export function tenantTables(scope: Construct, services: readonly Service[], memberships: ITableV2): TenantTables {
  const entities = services.flatMap((service) => service.entities)
  const byCollection = new Map<string, { table: ITableV2; indexes: string[] }>(
    entities.map((entity) => [entity.collection, { table: entityTable(scope, entity), indexes: [ALL_SLOTS] }]),
  )
  byCollection.set('memberships', { table: memberships, indexes: [] })
  const find = ({ collection }: TenantTable) => {
    const found = byCollection.get(collection)
    if (!found) throw new Error(`No service has an entity with the table ${collection}`)
    return found
  }
  return {
    of: (one) => find(one).table,
    indexesOf(one) {
      const { table, indexes } = find(one)
      return indexes.map((index) => `${table.tableArn}/index/${index}`)
    },
    idempotency: idempotencyTable(scope),
    moves: table(scope, 'MovesTable', { partition: 'partition', sort: 'id' }),
    audit: auditTable(scope, []),
    outbox: outboxTable(scope, {
      about: 'Tenantry::ReachedByPlatform',
      why: 'The sweeper finds waiting entries by the index, whichever tenant they belong to. Functions that change memberships of any tenant add entries under the keys of those event types.',
    }),
  }
}

/**
 * The slots sort the lists of a table. All are there from the start, so that a new order needs no change of a live table; one that no order
 * lives in is empty and costs nothing. They hold what lists and searches compare, and not the items: a write that leaves that alone, such as a
 * change of stock, writes no index. Their partition key is the table's: a session can neither read nor fill another tenant's list.
 */
function entityTable(scope: Construct, { collection, sorts }: AnyEntity): TableV2 {
  const entities = table(scope, `${pascalCase(collection)}Table`, { partition: 'shardId', sort: 'id' })
  for (const indexName of SLOTS.map(slotName)) {
    entities.addGlobalSecondaryIndex({
      indexName,
      partitionKey: text('shardId'),
      sortKey: text(indexName),
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: [SEARCH_TEXT],
    })
  }
  const used = Object.entries(sorts).map(([sort, { slot }]) => [slotName(slot), sort])
  describeTable(entities, 'Tenantry::Sorts', Object.fromEntries(used))
  return entities
}
