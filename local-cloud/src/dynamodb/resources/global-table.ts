import { AwsError } from '../../core/aws-error.ts'
import { type ResourceType, resourceType } from '../../core/resource-type.ts'
import type { Engine } from '../request/operation.ts'
import { CREATE_ONLY, createTable, deleteTable, tableAccess, updateTable } from './deploy-table.ts'
import { type GlobalTableProperties, globalTableProperties, ofOneRegion } from './table-properties.ts'

/** What the CDK's TableV2 makes. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html */
export const globalTable = (engine: Engine): ResourceType =>
  resourceType({
    type: 'AWS::DynamoDB::GlobalTable',
    attributes: ['Arn', 'TableId'],
    stateful: true,
    createOnly: CREATE_ONLY,
    named: { by: ({ TableName }) => TableName, exists: (name) => engine.tables.find(name) !== undefined },
    properties: globalTableProperties,
    access: (change) => tableAccess(change, inThisRegion(engine, change.properties)),
    create: (properties, context) => createTable(engine, inThisRegion(engine, properties), context),
    update: (properties, current) => updateTable(engine, inThisRegion(engine, properties), current),
    delete: (current) => deleteTable(engine, current),
  })

function inThisRegion({ context }: Engine, properties: GlobalTableProperties) {
  const elsewhere = properties.Replicas.find(({ Region }) => Region !== context.region)
  if (elsewhere) {
    throw new AwsError(
      'ValidationError',
      `Replicas: the local cloud is ${context.region} and has no replica in ${elsewhere.Region}.`,
    )
  }
  return ofOneRegion(properties)
}
