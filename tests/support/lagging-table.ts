import type { Table } from '@tenantry/toolkit/table.ts'

/** A table whose global indexes follow when they are told to, as those of AWS do in their own time. */
export interface LaggingTable {
  table: Table
  /** Applies so many writes to the indexes, oldest first; all of them by default. */
  catchUp(writes?: number): Promise<void>
}

/** `replica` is a table of the same shape: its indexes are those that are read. */
export function laggingTable(main: Table, replica: Table): LaggingTable {
  const pending: (() => Promise<unknown>)[] = []
  return {
    table: {
      ...main,
      async put(item, condition) {
        await main.put(item, condition)
        pending.push(() => replica.put(item))
      },
      async update(key, update) {
        const after = await main.update(key, update)
        pending.push(() => replica.put(after))
        return after
      },
      async delete(key, condition) {
        const before = await main.delete(key, condition)
        pending.push(() => replica.delete(key))
        return before
      },
      query: (query) => (query.index === undefined ? main : replica).query(query),
    },
    async catchUp(writes = pending.length) {
      for (const write of pending.splice(0, writes)) await write()
    },
  }
}
