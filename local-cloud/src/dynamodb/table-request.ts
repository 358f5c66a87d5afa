import validation from 'dynalite/validations/createTable.js'
import { Unsupported } from '../core/aws-error.ts'
import { validationException } from './errors.ts'
import { type Types, validate } from './request/validate.ts'
import type { IndexDefinition, KeySchemaElement, TableDefinition } from './stores/table-definition.ts'

/** The members of CreateTable that are honoured. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
export interface CreateTableRequest {
  TableName: string
  AttributeDefinitions: TableDefinition['AttributeDefinitions']
  KeySchema: KeySchemaElement[]
  BillingMode?: TableDefinition['BillingMode']
  ProvisionedThroughput?: TableDefinition['ProvisionedThroughput']
  GlobalSecondaryIndexes?: IndexDefinition[]
  LocalSecondaryIndexes?: IndexDefinition[]
  DeletionProtectionEnabled?: boolean
  TableClass?: TableDefinition['TableClass']
  SSESpecification?: { Enabled?: boolean; SSEType?: string }
  StreamSpecification?: { StreamEnabled?: boolean }
  Tags?: TableDefinition['Tags']
}

export const CAPACITY = { ReadCapacityUnits: true, WriteCapacityUnits: true } as const
const LOCAL_INDEX = {
  IndexName: true,
  KeySchema: { AttributeName: true, KeyType: true },
  Projection: { ProjectionType: true, NonKeyAttributes: true },
} as const
export const GLOBAL_INDEX = { ...LOCAL_INDEX, ProvisionedThroughput: CAPACITY } as const
export const CREATE_TABLE_INPUT = {
  TableName: true,
  AttributeDefinitions: { AttributeName: true, AttributeType: true },
  KeySchema: { AttributeName: true, KeyType: true },
  LocalSecondaryIndexes: LOCAL_INDEX,
  GlobalSecondaryIndexes: GLOBAL_INDEX,
  BillingMode: true,
  ProvisionedThroughput: CAPACITY,
  StreamSpecification: { StreamEnabled: true },
  SSESpecification: { Enabled: true, SSEType: true },
  Tags: { Key: true, Value: true },
  TableClass: true,
  DeletionProtectionEnabled: true,
} as const

const TYPES: Types = {
  ...validation.types,
  DeletionProtectionEnabled: 'Boolean',
  TableClass: { type: 'String', enum: ['STANDARD', 'STANDARD_INFREQUENT_ACCESS'] },
  SSESpecification: {
    type: 'FieldStruct<SSESpecification>',
    children: { Enabled: 'Boolean', SSEType: { type: 'String', enum: ['KMS'] } },
  },
  StreamSpecification: {
    type: 'FieldStruct<StreamSpecification>',
    children: { StreamEnabled: 'Boolean' },
  },
  Tags: {
    type: 'List',
    children: { type: 'ValueStruct<Tag>', children: { Key: { type: 'String' }, Value: { type: 'String' } } },
  },
}

/** What a CreateTable request defines, after DynamoDB's validations. */
export function definitionOf(input: object): TableDefinition {
  refuseWideKeys([(input as { GlobalSecondaryIndexes?: unknown }).GlobalSecondaryIndexes].flat())
  const request = validate<CreateTableRequest>(input, TYPES, validation.custom)
  if (request.StreamSpecification?.StreamEnabled) throw new Unsupported('DynamoDB Streams (StreamSpecification)')
  const definition: TableDefinition = {
    TableName: request.TableName,
    AttributeDefinitions: request.AttributeDefinitions,
    KeySchema: request.KeySchema,
    BillingMode: request.BillingMode ?? 'PROVISIONED',
    ...(request.ProvisionedThroughput && { ProvisionedThroughput: request.ProvisionedThroughput }),
    GlobalSecondaryIndexes: request.GlobalSecondaryIndexes ?? [],
    LocalSecondaryIndexes: request.LocalSecondaryIndexes ?? [],
    DeletionProtectionEnabled: request.DeletionProtectionEnabled ?? false,
    TableClass: request.TableClass ?? 'STANDARD',
    Encryption: request.SSESpecification?.Enabled ? 'KMS' : null,
    TimeToLive: null,
    PointInTimeRecovery: null,
    Tags: request.Tags ?? [],
  }
  checkDefinitionsAreUsed(definition)
  return definition
}

/**
 * On AWS the partition key and the sort key of a global index may have several attributes each.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html
 */
export function refuseWideKeys(indexes: unknown[]): void {
  for (const index of indexes) {
    const { IndexName, KeySchema } = (index ?? {}) as { IndexName?: unknown; KeySchema?: unknown }
    const types = Array.isArray(KeySchema) ? KeySchema.map((key) => (key as { KeyType?: unknown } | null)?.KeyType) : []
    const isWide = ['HASH', 'RANGE'].some((type) => types.filter((each) => each === type).length > 1)
    if (isWide)
      throw new Unsupported(`several attributes in the partition or sort key of the global index ${IndexName}`)
  }
}

/** Each attribute definition belongs to a key. */
export function checkDefinitionsAreUsed(definition: TableDefinition): void {
  const indexes = [...definition.GlobalSecondaryIndexes, ...definition.LocalSecondaryIndexes]
  const used = new Set([definition, ...indexes].flatMap(({ KeySchema }) => KeySchema.map((key) => key.AttributeName)))
  const defined = definition.AttributeDefinitions.map(({ AttributeName }) => AttributeName)
  if (defined.every((name) => used.has(name))) return
  throw validationException(
    `One or more parameter values were invalid: Some AttributeDefinitions are not used. AttributeDefinitions: [${defined.join(', ')}], keys used: [${[...used].join(', ')}]`,
  )
}
