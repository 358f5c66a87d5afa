import type { AnyEntity } from '@tenantry/contracts/service/entity.ts'
import { freeSlots, listAttributes, settingAndRemoving } from '@tenantry/toolkit/list-attributes.ts'
import { ConditionFailed, Contended, type Item, type Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'

const ATTEMPTS = 5

/** `unreadable`: the item is none of this entity, so no list shows it. */
export type Filled = 'written' | 'right' | 'gone' | 'unreadable'

/** Makes an item hold what the lists of its entity read, unless it does. A write that comes between makes it look again. */
export async function fillItem(table: Pick<Table, 'update'>, entity: AnyEntity, found: Item): Promise<Filled> {
  let item: Item | undefined = found
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const content = z.safeParse(entity.schema, item)
    if (!content.success) return 'unreadable'
    const wanted = listAttributes(entity, content.data.id, content.data)
    const left = freeSlots(entity).filter((slot) => item?.[slot] !== undefined)
    if (left.length === 0 && Object.entries(wanted).every(([name, text]) => item?.[name] === text)) return 'right'
    try {
      await table.update(keyOf(item), unchanged(item, settingAndRemoving(wanted, left)))
      return 'written'
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error
      item = error.item
      if (!item) return 'gone'
    }
  }
  throw new Contended()
}

const keyOf = ({ shardId, id }: Item): Item => ({ shardId, id })

/** The update, on the condition that every attribute is still as it was read, and that what it adds is not there. */
function unchanged(item: Item, update: ReturnType<typeof settingAndRemoving>) {
  const { shardId: _, id: __, ...attributes } = item
  const added = Object.values(update.names).filter((name) => !(name in attributes))
  const read = Object.keys(attributes)
  return {
    update: update.update,
    condition: [
      'attribute_exists(id)',
      ...read.map((_, index) => `#r${index} = :r${index}`),
      ...added.map((name) => `attribute_not_exists(#${name})`),
    ].join(' AND '),
    names: { ...update.names, ...Object.fromEntries(read.map((name, index) => [`#r${index}`, name])) },
    values: { ...update.values, ...Object.fromEntries(read.map((name, index) => [`:r${index}`, attributes[name]])) },
  }
}
