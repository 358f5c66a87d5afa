import validation from 'dynalite/validations/updateTable.js'
import { AwsError } from '../../core/aws-error.ts'
import type { Operation } from '../../core/service.ts'
import { validationException } from '../errors.ts'
import { tableAccess } from '../request/access.ts'
import { type Engine, operation } from '../request/operation.ts'
import { withTableName } from '../request/table-reference.ts'
import { type Types, validate } from '../request/validate.ts'
import type { IndexDefinition, TableDefinition, Throughput } from '../stores/table-definition.ts'
import { describeTable } from '../table-description.ts'
import { CAPACITY, definitionOf, GLOBAL_INDEX, refuseWideKeys } from '../table-request.ts'

interface UpdateTableRequest {
  TableName: string
  AttributeDefinitions?: TableDefinition['AttributeDefinitions']
  BillingMode?: TableDefinition['BillingMode']
  ProvisionedThroughput?: Throughput
  DeletionProtectionEnabled?: boolean
  TableClass?: TableDefinition['TableClass']
  GlobalSecondaryIndexUpdates?: {
    Create?: IndexDefinition
    Update?: { IndexName: string; ProvisionedThroughput: Throughput }
    Delete?: { IndexName: string }
  }[]
}

const TYPES: Types = {
  ...validation.types,
  AttributeDefinitions: {
    type: 'List',
    children: {
      type: 'ValueStruct<AttributeDefinition>',
      children: {
        AttributeName: { type: 'String', notNull: true },
        AttributeType: { type: 'String', notNull: true, enum: ['B', 'N', 'S'] },
      },
    },
  },
  GlobalSecondaryIndexUpdates: onDemandIndexes(validation.types.GlobalSecondaryIndexUpdates),
  DeletionProtectionEnabled: 'Boolean',
  TableClass: { type: 'String', enum: ['STANDARD', 'STANDARD_INFREQUENT_ACCESS'] },
}

/** Dynalite asks for the throughput of a new index, which one of a table on demand has not. */
function onDemandIndexes(type: unknown): unknown {
  const updates = structuredClone(type) as {
    children: { children: { Create: { children: { ProvisionedThroughput: { notNull?: boolean } } } } }
  }
  delete updates.children.children.Create.children.ProvisionedThroughput.notNull
  return updates
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
export const updateTable = ({ context, tables }: Engine): Operation =>
  operation({
    input: {
      TableName: true,
      AttributeDefinitions: { AttributeName: true, AttributeType: true },
      BillingMode: true,
      ProvisionedThroughput: CAPACITY,
      GlobalSecondaryIndexUpdates: {
        Create: GLOBAL_INDEX,
        Update: { IndexName: true, ProvisionedThroughput: CAPACITY },
        Delete: { IndexName: true },
      },
      TableClass: true,
      DeletionProtectionEnabled: true,
    },
    read(given: object) {
      const { input, reference } = withTableName(context, given)
      const updates = (input as { GlobalSecondaryIndexUpdates?: unknown }).GlobalSecondaryIndexUpdates
      refuseWideKeys([updates].flat().map((update) => (update as { Create?: unknown } | null)?.Create))
      return { reference, data: validate<UpdateTableRequest>(input, TYPES, checkUpdate) }
    },
    access: ({ reference }) => tableAccess('UpdateTable', reference),
    run({ reference, data }) {
      const { definition } = tables.described(reference.name)
      const changed = updatedDefinition(definition, data)
      return { TableDescription: describeTable(tables, tables.change(reference.name, changed), 'UPDATING') }
    },
  })

function checkUpdate(data: UpdateTableRequest, store: object): string | undefined {
  if (data.DeletionProtectionEnabled !== undefined || data.TableClass !== undefined) return undefined
  return validation.custom?.(data as never, store)
}

/** The whole definition after an update, as CreateTable would have it. */
function updatedDefinition(before: TableDefinition, data: UpdateTableRequest): Partial<TableDefinition> {
  const updates = data.GlobalSecondaryIndexUpdates ?? []
  if (updates.filter(({ Create, Delete }) => Create ?? Delete).length > 1) {
    throw new AwsError(
      'LimitExceededException',
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    )
  }
  let indexes = before.GlobalSecondaryIndexes
  for (const { Create, Update, Delete } of updates) {
    const name = Create?.IndexName ?? Update?.IndexName ?? Delete?.IndexName
    const known = indexes.some(({ IndexName }) => IndexName === name)
    if (Create && known) {
      throw validationException(`One or more parameter values were invalid: Duplicate index name: ${name}`)
    }
    if (!Create && !known) throw new AwsError('ResourceNotFoundException', 'Requested resource not found')
    if (Create) indexes = [...indexes, Create]
    if (Delete) indexes = indexes.filter(({ IndexName }) => IndexName !== name)
    if (Update) {
      const ProvisionedThroughput = Update.ProvisionedThroughput
      indexes = indexes.map((index) => (index.IndexName === name ? { ...index, ProvisionedThroughput } : index))
    }
  }
  const BillingMode = data.BillingMode ?? before.BillingMode
  if (BillingMode === 'PAY_PER_REQUEST' && data.ProvisionedThroughput) {
    throw validationException(
      'One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    )
  }
  const throughput = data.ProvisionedThroughput ?? before.ProvisionedThroughput
  const used = new Set(
    [before, ...indexes, ...before.LocalSecondaryIndexes].flatMap(({ KeySchema }) =>
      KeySchema.map((key) => key.AttributeName),
    ),
  )
  const attributes = [...before.AttributeDefinitions, ...(data.AttributeDefinitions ?? [])]
  const { AttributeDefinitions, GlobalSecondaryIndexes, ProvisionedThroughput } = definitionOf({
    TableName: before.TableName,
    KeySchema: before.KeySchema,
    AttributeDefinitions: [...new Map(attributes.map((known) => [known.AttributeName, known])).values()].filter(
      ({ AttributeName }) => used.has(AttributeName),
    ),
    BillingMode,
    ...(BillingMode === 'PROVISIONED' && { ProvisionedThroughput: throughput }),
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
    ...(before.LocalSecondaryIndexes.length > 0 && { LocalSecondaryIndexes: before.LocalSecondaryIndexes }),
  })
  return {
    AttributeDefinitions,
    BillingMode,
    GlobalSecondaryIndexes,
    ProvisionedThroughput,
    DeletionProtectionEnabled: data.DeletionProtectionEnabled ?? before.DeletionProtectionEnabled,
    TableClass: data.TableClass ?? before.TableClass,
  }
}
