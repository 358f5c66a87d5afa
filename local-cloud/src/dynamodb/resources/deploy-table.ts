import { isDeepStrictEqual } from 'node:util'
import { AwsError } from '../../core/aws-error.ts'
import { calls } from '../../core/resource-access.ts'
import type { Deployed, ResourceChange, ResourceContext } from '../../core/resource-type.ts'
import type { Access } from '../../core/service.ts'
import { dropTable } from '../operations/delete-table.ts'
import type { Engine } from '../request/operation.ts'
import type { TableDefinition } from '../stores/table-definition.ts'
import { definitionOf } from '../table-request.ts'
import type { TableProperties } from './table-properties.ts'

const MAX_NAME_LENGTH = 255
const DEFAULT_RECOVERY_DAYS = 35

export const CREATE_ONLY = ['TableName', 'KeySchema', 'LocalSecondaryIndexes'] satisfies (keyof TableProperties)[]

/** What a table's deployment calls, with what its properties ask for besides the table itself. */
export function tableAccess(change: ResourceChange, properties: TableProperties): Access[] {
  const asked = [
    ...(properties.TimeToLiveSpecification ? ['dynamodb:UpdateTimeToLive'] : []),
    ...(properties.PointInTimeRecoverySpecification ? ['dynamodb:UpdateContinuousBackups'] : []),
  ]
  return calls(
    {
      create: ['dynamodb:CreateTable', 'dynamodb:DescribeTable', ...asked],
      update: ['dynamodb:UpdateTable', 'dynamodb:DescribeTable', ...asked],
      delete: ['dynamodb:DeleteTable', 'dynamodb:DescribeTable'],
    },
    ({ current, context, arn }) =>
      arn('dynamodb', `table/${current?.physicalId ?? properties.TableName ?? context.physicalName(MAX_NAME_LENGTH)}`),
  )(change)
}

/** Creates a table, or finds the one that its deployment created before it was interrupted. */
export function createTable(engine: Engine, properties: TableProperties, context: ResourceContext): Deployed {
  const wanted = definition(engine, properties, properties.TableName ?? context.physicalName(MAX_NAME_LENGTH))
  if (!engine.tables.find(wanted.TableName)) engine.tables.create(wanted)
  return deployed(engine, wanted.TableName)
}

/** Changes a table in place, items and all; what a table cannot change is named. */
export function updateTable(engine: Engine, properties: TableProperties, current: Deployed): Deployed {
  const name = current.physicalId
  const before = engine.tables.described(name).definition
  const wanted = definition(engine, properties, properties.TableName ?? name)
  const refuse = (property: string) => {
    throw new AwsError('ValidationError', `${name}: ${property} cannot be changed without replacing the table.`)
  }
  for (const { AttributeName, AttributeType } of before.AttributeDefinitions) {
    const other = wanted.AttributeDefinitions.find((attribute) => attribute.AttributeName === AttributeName)
    if (other && other.AttributeType !== AttributeType) refuse(`AttributeDefinitions (the type of ${AttributeName})`)
  }
  checkIndexChange(before, wanted)
  const recovery = wanted.PointInTimeRecovery
  const since = before.PointInTimeRecovery?.since
  engine.tables.change(name, {
    ...wanted,
    ProvisionedThroughput: wanted.ProvisionedThroughput,
    PointInTimeRecovery: recovery && since !== undefined ? { ...recovery, since } : recovery,
  })
  return deployed(engine, name)
}

/** Deletes a table; one that is not there any more is deleted. */
export function deleteTable(engine: Engine, current: Deployed): void {
  if (engine.tables.find(current.physicalId)) dropTable(engine.tables, current.physicalId)
}

/** One index comes or goes in an update, and none changes, in CloudFormation's words. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html#cfn-dynamodb-table-globalsecondaryindexes */
function checkIndexChange(before: TableDefinition, wanted: TableDefinition): void {
  const known = new Map(before.GlobalSecondaryIndexes.map((index) => [index.IndexName, index]))
  const kept = new Set(wanted.GlobalSecondaryIndexes.map(({ IndexName }) => IndexName))
  for (const index of wanted.GlobalSecondaryIndexes) {
    const old = known.get(index.IndexName)
    if (!old) continue
    const { ProvisionedThroughput: _, ...shape } = index
    const { ProvisionedThroughput: __, ...oldShape } = old
    if (!isDeepStrictEqual(shape, oldShape)) {
      throw new AwsError(
        'ValidationError',
        "Cannot update GSI's properties other than Provisioned Throughput and Contributor Insights Specification. You can create a new GSI with a different name.",
      )
    }
  }
  const added = [...kept].filter((index) => !known.has(index))
  const removed = [...known.keys()].filter((index) => !kept.has(index))
  if (added.length + removed.length > 1) {
    throw new AwsError('ValidationError', 'Cannot perform more than one GSI creation or deletion in a single update')
  }
}

function definition({ context }: Engine, properties: TableProperties, name: string): TableDefinition {
  const {
    TimeToLiveSpecification: ttl,
    PointInTimeRecoverySpecification: recovery,
    SSESpecification: encryption,
    ...request
  } = properties
  return {
    ...definitionOf({
      ...request,
      TableName: name,
      ...(encryption && { SSESpecification: { Enabled: encryption.SSEEnabled } }),
    }),
    TimeToLive: ttl?.Enabled ? (ttl.AttributeName ?? null) : null,
    PointInTimeRecovery: recovery?.PointInTimeRecoveryEnabled
      ? { since: context.clock.now(), days: recovery.RecoveryPeriodInDays ?? DEFAULT_RECOVERY_DAYS }
      : null,
  }
}

function deployed({ tables }: Engine, name: string): Deployed {
  const { TableId } = tables.described(name).definition
  return { physicalId: name, attributes: { Arn: tables.arn(name), TableId } }
}
