import { AwsError, Unsupported } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { type Deployed, type ResourceType, resourceType } from '../../core/resource-type.ts'
import { onTable } from '../catalog.ts'
import type { CatalogStore } from '../stores/catalog-store.ts'
import { readTable, TableProperties } from './table-properties.ts'

const ACTIONS = { create: 'CreateTable', update: 'UpdateTable', delete: 'DeleteTable' }

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-glue-table.html */
export function tableType({ context, catalog }: { context: CloudContext; catalog: CatalogStore }): ResourceType {
  const put = ({ DatabaseName, TableInput }: TableProperties): Deployed => {
    if (!catalog.hasDatabase(DatabaseName))
      throw new AwsError('EntityNotFoundException', `Database ${DatabaseName} not found.`)
    catalog.put(readTable(DatabaseName, TableInput))
    return { physicalId: TableInput.Name, attributes: { DatabaseName } }
  }
  return resourceType<TableProperties>({
    type: 'AWS::Glue::Table',
    attributes: [],
    properties: TableProperties,
    createOnly: ['DatabaseName', 'CatalogId'],
    named: {
      by: ({ DatabaseName, TableInput }) => `${DatabaseName}.${TableInput.Name}`,
      exists(identifier) {
        const [database = '', name = ''] = identifier.split('.')
        return catalog.table(database, name) !== undefined
      },
    },
    access: ({ kind, properties: { DatabaseName, TableInput } }) =>
      onTable(context, ACTIONS[kind], DatabaseName, TableInput.Name),
    create: put,
    update(properties, { physicalId }) {
      if (properties.TableInput.Name !== physicalId) throw new Unsupported('renaming AWS::Glue::Table in place')
      return put(properties)
    },
    delete: ({ physicalId, attributes: { DatabaseName } }) => catalog.deleteTable(String(DatabaseName), physicalId),
  })
}
