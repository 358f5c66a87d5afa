import { ITEM_UNITS } from './list-limits.ts'
import type { ReadBudget } from './read-budget.ts'
import type { Item, Table } from './table.ts'

/** BatchGetItem takes so many keys. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const MAX_KEYS = 100

/**
 * The items that entries of an index stand for, as far as the budget goes. An entry that is out of date stands for none: its item is gone or
 * stands elsewhere in the list by now, where another entry will stand for it.
 */
export async function fetchEntries(
  { table, budget, by, at }: { table: Pick<Table, 'getMany'>; budget: ReadBudget; by: string; at(entry: Item): string },
  page: { items: Item[]; next: string | null },
): Promise<{ items: Item[]; next: string | null }> {
  const entries = page.items
  const items: Item[] = []
  for (let from = 0; from < entries.length; ) {
    const spent = await budget.spend((left) => {
      const part = entries.slice(from, from + Math.max(1, Math.min(MAX_KEYS, Math.floor(left / ITEM_UNITS))))
      const keys = part.map(({ shardId, id }) => ({ shardId, id }))
      return {
        worst: part.length * ITEM_UNITS,
        read: async () => ({ part, found: await table.getMany(keys, { consistent: false }) }),
      }
    })
    const last = entries[from - 1]
    if (!spent) {
      if (last === undefined) throw new Error('The budget of a list does not bear one item')
      return { items, next: at(last) }
    }
    const { part, found } = spent.result
    const byId = new Map(found.map((item) => [item.id, item]))
    for (const entry of part) {
      const item = byId.get(entry.id)
      if (item && item[by] === entry[by]) items.push(item)
    }
    from += part.length
  }
  return { items, next: page.next }
}
