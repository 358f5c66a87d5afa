import type { CatalogTable } from '../../core/faces.ts'
import type { Principal } from '../../core/principal.ts'
import { onDatabase, onTable } from '../../glue/catalog.ts'
import { denied, userFailure } from '../errors.ts'
import type { FoundTable } from '../sql/tables-in.ts'
import type { QueryServices } from './query-run.ts'

/** "A policy that grants access to your default database and to the AWS Glue Data Catalog … must be present." https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html */
const DEFAULT_DATABASE = 'default'

/** The table that a query names, if the caller may know it. */
export function findTable(
  { context, iam, catalog }: Pick<QueryServices, 'context' | 'iam' | 'catalog'>,
  principal: Principal,
  { database: named, name }: FoundTable,
  queryDatabase: string | null,
): CatalogTable {
  const database = named ?? queryDatabase ?? DEFAULT_DATABASE
  try {
    iam.authorize(principal, [
      ...onDatabase(context, 'GetDatabase', DEFAULT_DATABASE),
      ...onDatabase(context, 'GetDatabase', database),
      ...onTable(context, 'GetTable', database, name),
    ])
  } catch (error) {
    throw denied(`Insufficient permissions to execute the query. ${error instanceof Error ? error.message : error}`)
  }
  if (!catalog.hasDatabase(database)) throw userFailure(`SCHEMA_NOT_FOUND: Schema '${database}' does not exist`)
  const table = catalog.table(database, name)
  if (!table) throw userFailure(`TABLE_NOT_FOUND: Table 'awsdatacatalog.${database}.${name}' does not exist`)
  return table
}
