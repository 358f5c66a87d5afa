import { type ResourceType, resourceType } from '../../core/resource-type.ts'
import type { Engine } from '../request/operation.ts'
import { CREATE_ONLY, createTable, deleteTable, tableAccess, updateTable } from './deploy-table.ts'
import { tableProperties } from './table-properties.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html */
export const table = (engine: Engine): ResourceType =>
  resourceType({
    type: 'AWS::DynamoDB::Table',
    attributes: ['Arn'],
    stateful: true,
    createOnly: CREATE_ONLY,
    named: { by: ({ TableName }) => TableName, exists: (name) => engine.tables.find(name) !== undefined },
    properties: tableProperties,
    meaningless: {
      ContributorInsightsSpecification: 'CloudWatch Contributor Insights are a console view of access patterns',
    },
    access: (change) => tableAccess(change, change.properties),
    create: (properties, context) => createTable(engine, properties, context),
    update: (properties, current) => updateTable(engine, properties, current),
    delete: (current) => deleteTable(engine, current),
  })
