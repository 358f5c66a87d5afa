import type { Table } from './table.ts'
import { type Condition, ConditionFailed, type Item, TransactionCancelled, type Update } from './table-input.ts'
import type { Write } from './transact.ts'

/**
 * A table of a tenant whose data moves: it reads as ever, and each write is a transaction that is journaled. Transactions answer no items; what
 * an item is before or after, a write shows that must fail. It needs no right but the one to write.
 */
export function journaledTable(plain: Table, write: (writes: Write[]) => Promise<void>): Table {
  async function writeOne(one: Write): Promise<void> {
    try {
      await write([one])
    } catch (error) {
      if (error instanceof TransactionCancelled && error.failedAt(0)) throw new ConditionFailed(error.reasons[0]?.item)
      throw error
    }
  }

  return {
    ...plain,
    put: (item: Item, condition: Condition = {}) => writeOne({ kind: 'put', table: plain.name, item, ...condition }),
    async update(key: Item, update: Update) {
      await writeOne({ kind: 'update', table: plain.name, key, ...update })
      const { condition, names } = impossible(key)
      const after = await shown(() =>
        plain.update(key, { update: 'REMOVE #nothing', condition, names: { ...names, '#nothing': 'nothing' } }),
      )
      // Somebody has deleted it since.
      if (!after) throw new ConditionFailed(undefined)
      return after
    },
    async delete(key: Item, condition: Condition = {}) {
      const before = await shown(() => plain.delete(key, impossible(key)))
      if (!before && condition.condition === undefined) return
      const exists = existing(key)
      try {
        await writeOne({
          kind: 'delete',
          table: plain.name,
          key,
          ...condition,
          condition:
            condition.condition === undefined ? exists.condition : `(${condition.condition}) AND ${exists.condition}`,
          names: { ...condition.names, ...exists.names },
        })
      } catch (error) {
        const isGone = error instanceof ConditionFailed && error.item === undefined
        if (isGone && condition.condition === undefined) return
        throw error
      }
      return before
    },
  }
}

/** The item that a write shows whose condition cannot hold; undefined when there is none. */
async function shown(write: () => Promise<unknown>): Promise<Item | undefined> {
  try {
    await write()
  } catch (error) {
    if (error instanceof ConditionFailed) return error.item
    throw error
  }
  throw new Error('A condition held that cannot hold')
}

/** Every item has its partition key. */
const existing = (key: Item) => ({
  condition: 'attribute_exists(#itsKey)',
  names: { '#itsKey': Object.keys(key)[0] ?? '' },
})

const impossible = (key: Item) => {
  const { condition, names } = existing(key)
  return { condition: `${condition} AND attribute_not_exists(#itsKey)`, names }
}
