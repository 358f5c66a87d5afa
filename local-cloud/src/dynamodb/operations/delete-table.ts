import type { Operation } from '../../core/service.ts'
import { validationException } from '../errors.ts'
import { tableAccess } from '../request/access.ts'
import { type Engine, operation } from '../request/operation.ts'
import type { TableCatalog } from '../stores/table-catalog.ts'
import { describeTable } from '../table-description.ts'
import { readTableName } from './describe-table.ts'

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html */
export const deleteTable = (engine: Engine): Operation =>
  operation({
    input: { TableName: true },
    read: (given: object) => readTableName(engine, given),
    access: (reference) => tableAccess('DeleteTable', reference),
    run({ name }) {
      const description = describeTable(engine.tables, engine.tables.described(name), 'DELETING')
      dropTable(engine.tables, name)
      return { TableDescription: description }
    },
  })

/** Deletes a table and its items, unless it is protected. */
export function dropTable(tables: TableCatalog, name: string): void {
  if (tables.described(name).definition.DeletionProtectionEnabled) {
    throw validationException(
      'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    )
  }
  tables.drop(name)
}
