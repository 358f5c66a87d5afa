import type { Table } from './stores/table.ts'
import type { TableCatalog } from './stores/table-catalog.ts'
import type { IndexDefinition, Throughput } from './stores/table-definition.ts'

type Status = 'CREATING' | 'ACTIVE' | 'UPDATING' | 'DELETING'

/** A TableDescription. Changes are complete when they are answered; the status in the answer is the one that DynamoDB gives. */
export function describeTable(tables: TableCatalog, table: Table, status: Status = 'ACTIVE'): object {
  const { definition } = table
  const arn = tables.arn(definition.TableName)
  const totals = table.rows.totals()
  const describeIndex = (index: IndexDefinition) => {
    const { count, bytes } = table.index(index.IndexName)?.rows.totals() ?? { count: 0, bytes: 0 }
    return {
      IndexName: index.IndexName,
      KeySchema: index.KeySchema,
      Projection: index.Projection,
      IndexArn: `${arn}/index/${index.IndexName}`,
      IndexSizeBytes: bytes,
      ItemCount: count,
    }
  }
  const onDemand = definition.BillingMode === 'PAY_PER_REQUEST'
  return {
    TableName: definition.TableName,
    TableArn: arn,
    TableId: definition.TableId,
    TableStatus: status,
    CreationDateTime: definition.CreationDateTime,
    AttributeDefinitions: definition.AttributeDefinitions,
    KeySchema: definition.KeySchema,
    ItemCount: totals.count,
    TableSizeBytes: totals.bytes,
    ProvisionedThroughput: describeThroughput(definition.ProvisionedThroughput),
    ...(onDemand && {
      BillingModeSummary: {
        BillingMode: definition.BillingMode,
        LastUpdateToPayPerRequestDateTime: definition.CreationDateTime,
      },
    }),
    ...(definition.GlobalSecondaryIndexes.length > 0 && {
      GlobalSecondaryIndexes: definition.GlobalSecondaryIndexes.map((index) => ({
        ...describeIndex(index),
        IndexStatus: status === 'CREATING' ? 'CREATING' : 'ACTIVE',
        ProvisionedThroughput: describeThroughput(index.ProvisionedThroughput),
      })),
    }),
    ...(definition.LocalSecondaryIndexes.length > 0 && {
      LocalSecondaryIndexes: definition.LocalSecondaryIndexes.map(describeIndex),
    }),
    DeletionProtectionEnabled: definition.DeletionProtectionEnabled,
    TableClassSummary: { TableClass: definition.TableClass },
    ...(definition.Encryption && { SSEDescription: { Status: 'ENABLED', SSEType: definition.Encryption } }),
  }
}

const describeThroughput = (throughput: Throughput | undefined): object => ({
  NumberOfDecreasesToday: 0,
  ReadCapacityUnits: throughput?.ReadCapacityUnits ?? 0,
  WriteCapacityUnits: throughput?.WriteCapacityUnits ?? 0,
})
