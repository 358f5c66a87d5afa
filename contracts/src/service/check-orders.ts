import type { AnyEntity } from './entity.ts'
import { SLOTS } from './slot.ts'

/** What is wrong with the orders of an entity's lists, one sentence each. */
export function wrongSorts({ name, sorts }: AnyEntity): string[] {
  const orders = Object.entries(sorts)
  const names = orders.map(([sort]) => sort)
  if (names.length > SLOTS.length) {
    return [
      `The lists of ${name} have ${names.length} orders (${names.join(', ')}) and its table ${SLOTS.length} slots: remove an order before you add another`,
    ]
  }
  const bySlot = Map.groupBy(orders, ([, { slot }]) => slot)
  return [
    ...orders
      .filter(([, { slot }]) => !SLOTS.includes(slot))
      .map(
        ([sort, { slot }]) =>
          `The order ${sort} of ${name} is in slot ${slot}; a table has the slots ${SLOTS.join(', ')}`,
      ),
    ...[...bySlot]
      .filter(([, sharing]) => sharing.length > 1)
      .map(
        ([slot, sharing]) =>
          `The orders ${sharing.map(([sort]) => sort).join(' and ')} of ${name} are both in slot ${slot}: give the newer one a free slot`,
      ),
    ...names
      .filter((sort) => sort === 'createdAt' || !/^[a-zA-Z]\w{0,29}$/.test(sort))
      .map((sort) => `The lists of ${name} cannot have an order named ${sort}`),
  ]
}
