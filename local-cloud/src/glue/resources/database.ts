import * as z from 'zod'
import type { CloudContext } from '../../core/cloud-context.ts'
import type { ResourceContext, ResourceType } from '../../core/resource-type.ts'
import { resourceType } from '../../core/resource-type.ts'
import { onDatabase } from '../catalog.ts'
import type { CatalogStore } from '../stores/catalog-store.ts'
import { Name } from './table-properties.ts'

const Properties = z.strictObject({
  CatalogId: z.string(),
  DatabaseName: Name.optional(),
  DatabaseInput: z.strictObject({
    Name: Name.optional(),
    Description: z.string().optional(),
    LocationUri: z.string().optional(),
    Parameters: z.record(z.string(), z.string()).optional(),
  }),
})
type Properties = z.infer<typeof Properties>

const ACTIONS = { create: 'CreateDatabase', update: 'UpdateDatabase', delete: 'DeleteDatabase' }

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-glue-database.html */
export function databaseType({ context, catalog }: { context: CloudContext; catalog: CatalogStore }): ResourceType {
  const nameOf = ({ DatabaseName, DatabaseInput }: Properties, { physicalName }: ResourceContext) =>
    DatabaseName ?? DatabaseInput.Name ?? physicalName().toLowerCase().replaceAll('-', '_')
  return resourceType<Properties>({
    type: 'AWS::Glue::Database',
    attributes: [],
    properties: Properties,
    createOnly: ['DatabaseName', 'CatalogId'],
    named: { by: ({ DatabaseName, DatabaseInput }) => DatabaseName ?? DatabaseInput.Name, exists: catalog.hasDatabase },
    access: ({ kind, properties, current, context: resource }) =>
      onDatabase(context, ACTIONS[kind], current?.physicalId ?? nameOf(properties, resource)),
    create(properties, resource) {
      const name = nameOf(properties, resource)
      catalog.addDatabase(name)
      return { physicalId: name, attributes: {} }
    },
    update: (_, current) => current,
    delete: ({ physicalId }) => catalog.deleteDatabase(physicalId),
  })
}
