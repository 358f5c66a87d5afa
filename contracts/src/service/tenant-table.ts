/** The DynamoDB actions that carry a leading key. Scan and PartiQL carry none, so nothing can ask for them. */
export type TableAction =
  | 'BatchGetItem'
  | 'BatchWriteItem'
  | 'ConditionCheckItem'
  | 'DeleteItem'
  | 'GetItem'
  | 'PutItem'
  | 'Query'
  | 'UpdateItem'

/** How a partition key names its tenant: `<tenant id>-<shard>`, or the tenant id alone. */
export type TenantKeys = 'shards' | 'tenant-id'

/** A table whose items each belong to one tenant. Tenant sessions reach it, and nothing else does. */
export interface TenantTable {
  /** Plural, in lower case with hyphens: names the table, its construct and its environment variable. */
  collection: string
  keys: TenantKeys
}

/** What a route or a worker does to a table. Access roles hold what their routes need, and no more. */
export interface Need {
  table: TenantTable
  actions: readonly TableAction[]
  /** Whether it reads the orders of lists, too, which are indexes of the table. */
  lists: boolean
}

/** `on(WIDGET, 'GetItem')`: the route or worker that says so may read widgets of its tenant. */
export const on = (table: TenantTable, ...actions: TableAction[]): Need => ({ table, actions, lists: false })

/** `onLists(ENTITY)`: the route lists or searches the entity. A page is read from an index, which holds no items, and then its items. */
export const onLists = (table: TenantTable): Need => ({ ...on(table, 'Query', 'BatchGetItem'), lists: true })
