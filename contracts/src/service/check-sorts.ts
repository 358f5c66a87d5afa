import type { AnyEntity } from './entity.ts'
import { SLOTS } from './slots.ts'

/** What is wrong with the sorts of an entity's lists, one sentence each. */
export function wrongSorts({ name, sorts }: AnyEntity): string[] {
  const all = Object.entries(sorts)
  const names = Object.keys(sorts)
  if (names.length > SLOTS.length) {
    return [
      `The lists of ${name} have ${names.length} sorts (${names.join(', ')}) and its table ${SLOTS.length} slots: remove one before you add another`,
    ]
  }
  const bySlot = Map.groupBy(all, ([, { slot }]) => slot)
  return [
    ...all
      .filter(([, { slot }]) => !SLOTS.includes(slot))
      .map(
        ([sort, { slot }]) =>
          `The sort ${sort} of ${name} is in slot ${slot}; a table has the slots ${SLOTS.join(', ')}`,
      ),
    ...[...bySlot]
      .filter(([, sharing]) => sharing.length > 1)
      .map(
        ([slot, sharing]) =>
          `The sorts ${sharing.map(([sort]) => sort).join(' and ')} of ${name} are both in slot ${slot}: give the newer one a free slot`,
      ),
    ...names
      .filter((sort) => sort === 'createdAt' || !/^[a-zA-Z]\w{0,29}$/.test(sort))
      .map((sort) => `The lists of ${name} cannot have a sort named ${sort}`),
  ]
}
