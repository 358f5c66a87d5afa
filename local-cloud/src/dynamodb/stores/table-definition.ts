import type { KeyType } from '../values/attribute-value.ts'

export interface KeySchemaElement {
  AttributeName: string
  KeyType: 'HASH' | 'RANGE'
}

export interface Throughput {
  ReadCapacityUnits: number
  WriteCapacityUnits: number
}

export interface Projection {
  ProjectionType: 'ALL' | 'KEYS_ONLY' | 'INCLUDE'
  NonKeyAttributes?: string[]
}

export interface IndexDefinition {
  IndexName: string
  KeySchema: KeySchemaElement[]
  Projection: Projection
  ProvisionedThroughput?: Throughput
}

/** What a table is, apart from its items. The members that CreateTable knows have its names. */
export interface TableDefinition {
  TableName: string
  AttributeDefinitions: { AttributeName: string; AttributeType: KeyType }[]
  KeySchema: KeySchemaElement[]
  BillingMode: 'PROVISIONED' | 'PAY_PER_REQUEST'
  ProvisionedThroughput?: Throughput
  GlobalSecondaryIndexes: IndexDefinition[]
  LocalSecondaryIndexes: IndexDefinition[]
  DeletionProtectionEnabled: boolean
  TableClass: 'STANDARD' | 'STANDARD_INFREQUENT_ACCESS'
  /** Encryption with a KMS key is only described: what is on a laptop's disk is as safe as the laptop. */
  Encryption: 'KMS' | null
  /** The attribute that holds when an item expires. */
  TimeToLive: string | null
  /** Milliseconds since the epoch at which point-in-time recovery was enabled. */
  PointInTimeRecovery: { since: number; days: number } | null
  Tags: { Key: string; Value: string }[]
}

/** A definition with what it got when it was created. */
export interface StoredDefinition extends TableDefinition {
  TableId: string
  /** Seconds since the epoch. */
  CreationDateTime: number
  /** Number of the SQLite tables of each index, by its name. */
  indexNumbers: Record<string, number>
}

export interface KeyAttribute {
  name: string
  type: KeyType
}

export interface KeyAttributes {
  partition: KeyAttribute
  sort?: KeyAttribute
}

/** Names and types of the key of a table or of one of its indexes. */
export function keyAttributes(definition: TableDefinition, schema: KeySchemaElement[]): KeyAttributes {
  const [partition, sort] = schema.map(({ AttributeName }) => {
    const attribute = definition.AttributeDefinitions.find((known) => known.AttributeName === AttributeName)
    if (!attribute) throw new TypeError(`${definition.TableName}: ${AttributeName} is not defined`)
    return { name: AttributeName, type: attribute.AttributeType }
  })
  if (!partition) throw new TypeError(`${definition.TableName}: a key schema without a partition key`)
  return sort ? { partition, sort } : { partition }
}
