import { DatabaseSync } from 'node:sqlite'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { AUDIT_INDEXES } from '@tenantry/contracts/audit.ts'
import { movableClock } from '@tenantry/local-cloud/core/clock.ts'
import { transaction } from '@tenantry/local-cloud/core/database.ts'
import { randomIds } from '@tenantry/local-cloud/core/ids.ts'
import type { OnUse } from '@tenantry/local-cloud/core/use.ts'
import { dynamodbService } from '@tenantry/local-cloud/dynamodb/service.ts'
import { TableCatalog } from '@tenantry/local-cloud/dynamodb/stores/table-catalog.ts'
import type { Item as StoredItem } from '@tenantry/local-cloud/dynamodb/values/attribute-value.ts'
import type { Item } from '@tenantry/toolkit/table.ts'
import { keyOf } from '@tenantry/toolkit/table-input.ts'
import { inProcessAws } from './in-process-aws.ts'

interface Keys {
  partition: string
  sort?: string
}
/** A table of text keys, as the constructs of `infra` make them. */
interface TableShape extends Keys {
  indexes?: Record<string, Keys>
}

const OUTBOX: TableShape = {
  partition: 'partition',
  sort: 'id',
  indexes: { waiting: { partition: 'outbox', sort: 'waitingSince' } },
}

/** As the control plane has it, where operators look for records: what either plane writes is read by the reader of these indexes. */
const AUDIT: TableShape = {
  partition: 'trail',
  sort: 'entry',
  indexes: Object.fromEntries(
    Object.entries(AUDIT_INDEXES).map(([name, partition]) => [name, { partition, sort: 'sortedAt' }]),
  ),
}

/** Fences and journals of tenants whose data moves. */
const MOVES: TableShape = { partition: 'partition', sort: 'id' }

const IDEMPOTENCY: TableShape = { partition: 'partition', sort: 'id' }

/** The shapes of the product's tables. */
const SHAPES = {
  tenants: { partition: 'pk', sort: 'sk', indexes: { listing: { partition: 'listing', sort: 'listedAt' } } },
  tiers: { partition: 'name' },
  signUps: { partition: 'id' },
  lists: { partition: 'id' },
  directory: { partition: 'tenantId' },
  addresses: { partition: 'id' },
  memberships: {
    partition: 'tenantId',
    sort: 'userId',
    indexes: { byUser: { partition: 'userId', sort: 'tenantId' } },
  },
  outbox: OUTBOX,
  controlPlaneOutbox: OUTBOX,
  audit: AUDIT,
  controlPlaneAudit: AUDIT,
  idempotency: IDEMPOTENCY,
  moves: MOVES,
  usage: { partition: 'pk', sort: 'sk' },
  costs: { partition: 'pk', sort: 'sk' },
  controlPlaneIdempotency: IDEMPOTENCY,
} as const satisfies Record<string, TableShape>

export type TableName = keyof typeof SHAPES
export const TABLE_NAMES = Object.keys(SHAPES) as TableName[]

/** The local cloud's DynamoDB, empty and in memory, behind a real client: what stores are tested on. */
export async function testDynamo(...tables: TableName[]): Promise<DynamoDBClient> {
  const client = dynamoIn(new DatabaseSync(':memory:'))
  await createTables(client, tables)
  return client
}

/** The local cloud's DynamoDB over a database, behind a real client. */
export const dynamoIn = (database: DatabaseSync, onUse?: OnUse): DynamoDBClient =>
  new DynamoDBClient(inProcessAws([dynamodbService({ context: contextOf(database), onUse }).api]).config)

/** Puts many new items into a table, straight into the engine's store: a hundred times as fast as by requests. */
export function seedItems(database: DatabaseSync, name: string, items: Iterable<Item>): void {
  const seeded = new TableCatalog(contextOf(database)).get(name)
  transaction(database, () => {
    for (const item of items) {
      const stored = keyOf(item) as StoredItem
      seeded.write(seeded.position(stored), undefined, stored, name)
    }
  })
}

export const contextOf = (database: DatabaseSync) => ({
  accountId: '000000000000',
  region: 'us-east-1',
  database,
  dataDir: '/nowhere',
  clock: movableClock(),
  ids: randomIds,
  endpoint: () => '',
  log() {},
})

/** Makes tables as the product has them. */
export async function createTables(client: DynamoDBClient, tables: TableName[]): Promise<void> {
  for (const name of tables) await client.send(new CreateTableCommand(tableInput(name, SHAPES[name])))
}

function tableInput(TableName: string, { indexes = {}, ...keys }: TableShape) {
  const all = [keys, ...Object.values(indexes)].flatMap(({ partition, sort }) => [partition, ...(sort ? [sort] : [])])
  return {
    TableName,
    BillingMode: 'PAY_PER_REQUEST' as const,
    KeySchema: keySchema(keys),
    AttributeDefinitions: [...new Set(all)].map((name) => ({ AttributeName: name, AttributeType: 'S' as const })),
    ...(Object.keys(indexes).length > 0 && {
      GlobalSecondaryIndexes: Object.entries(indexes).map(([IndexName, index]) => ({
        IndexName,
        KeySchema: keySchema(index),
        Projection: { ProjectionType: 'ALL' as const },
      })),
    }),
  }
}

const keySchema = ({ partition, sort }: Keys) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  ...(sort ? [{ AttributeName: sort, KeyType: 'RANGE' as const }] : []),
]
