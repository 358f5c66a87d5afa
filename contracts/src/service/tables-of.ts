import type { Service } from './service.ts'
import type { Need, TableAction, TenantTable } from './tenant-table.ts'

/** The environment variable that holds the name of a table. */
export const tableVariable = ({ collection }: Pick<TenantTable, 'collection'>): string =>
  `${collection.toUpperCase().replaceAll('-', '_')}_TABLE`

/** Each table once, with all that these needs do to it, sorted by collection. */
export function mergeNeeds(needs: readonly Need[]): { table: TenantTable; actions: TableAction[]; lists: boolean }[] {
  const byTable = Map.groupBy(needs, ({ table }) => table)
  return [...byTable]
    .map(([table, group]) => ({
      table,
      actions: [...new Set(group.flatMap(({ actions }) => actions))].sort(),
      lists: group.some(({ lists }) => lists),
    }))
    .sort((a, b) => (a.table.collection < b.table.collection ? -1 : 1))
}

/** The tables that the API function of a service reaches. */
export const apiTables = ({ routes }: Service): TenantTable[] =>
  mergeNeeds(routes.flatMap(({ needs }) => needs)).map(({ table }) => table)

/** The tables that the worker of a service reaches. */
export const workerTables = ({ worker }: Service): TenantTable[] =>
  mergeNeeds(worker?.needs ?? []).map(({ table }) => table)
