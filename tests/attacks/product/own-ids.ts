import { entityId, ID_ALPHABET, ID_RANDOM_LENGTH } from '@tenantry/contracts/ids.ts'
import type { World } from '../world/world.ts'
import { ENTITIES } from './services.ts'

/** The entities' names with an id of the attacker's each, but for one entity. Without another entity it is an id of a kind that nothing has. */
export function otherKinds({ attacker }: Pick<World, 'attacker'>, name: string | null): [kind: string, id: string][] {
  const others = ENTITIES.flatMap(({ name: other }): [string, string][] => {
    const [id] = attacker.goods.ids[other] ?? []
    return id && other !== name ? [[other, id]] : []
  })
  return others.length > 0 ? others : [['nothing', NO_ID]]
}

const neverMade = (prefix: string): string =>
  entityId(prefix, 1_764_000_000_000, 0, ID_ALPHABET.slice(0, ID_RANDOM_LENGTH))

/** Well-formed, of a kind that no entity has. */
const NO_ID = neverMade('zzz')

/** Well-formed, of an entity, and nobody's. */
export const unknownIdOf = (name: string): string =>
  neverMade(ENTITIES.find((entity) => entity.name === name)?.idPrefix ?? 'zzz')

/** An id of the attacker's, of whatever kind. */
export const anyId = (world: Pick<World, 'attacker'>): string => otherKinds(world, null)[0]?.[1] ?? NO_ID
