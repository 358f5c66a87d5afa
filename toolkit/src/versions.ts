import type { ApiError } from './api-error.ts'
import { fittingVersions, type Precondition, preconditionFailed } from './precondition.ts'
import type { Condition, Item, Update } from './table.ts'

/** The attribute of an item that grows by one with every write. */
const VERSION = 'version'

/** The version of a stored item; 0 for one that was written before items had versions. */
export const versionOf = (item: Item): number => (typeof item[VERSION] === 'number' ? item[VERSION] : 0)

/** An item at a version. */
export const atVersion = (item: Item, version: number): Item => ({ ...item, [VERSION]: version })

const NAME = { '#itsVersion': VERSION }

/** The update, and one version more. A version that is missing counts as 0. */
export function growing(update: Update): Update {
  const add = /(?<![#:\w])ADD\s+/i
  return {
    ...update,
    update: add.test(update.update)
      ? update.update.replace(add, (clause) => `${clause}#itsVersion :oneVersion, `)
      : `${update.update} ADD #itsVersion :oneVersion`,
    names: { ...update.names, ...NAME },
    values: { ...update.values, ':oneVersion': 1 },
  }
}

/** A write on the further condition that the item has one of these versions; null for any. */
export function ifVersionIn<C extends Condition>(write: C, versions: readonly number[] | null): C {
  if (versions === null) return write
  const numbered = versions.filter((version) => version > 0)
  const names = numbered.map((_, index) => `:version${index}`)
  const alternatives = [
    ...(names.length > 0 ? [`#itsVersion IN (${names.join(', ')})`] : []),
    ...(versions.includes(0) ? ['attribute_not_exists(#itsVersion)'] : []),
    // No version fits: the write fails, and tells whether there is an item.
    ...(versions.length === 0 ? ['#itsVersion = :noVersion'] : []),
  ]
  const fits = `(${alternatives.join(' OR ')})`
  return {
    ...write,
    condition: write.condition === undefined ? fits : `(${write.condition}) AND ${fits}`,
    names: { ...write.names, ...NAME },
    ...((write.values || numbered.length > 0 || versions.length === 0) && {
      values: {
        ...write.values,
        ...Object.fromEntries(numbered.map((version, index) => [names[index], version])),
        ...(versions.length === 0 && { ':noVersion': -1 }),
      },
    }),
  }
}

/**
 * The versions of the entities that a request reads and writes, and what its caller says of the one that they change. It lives as long as
 * the scope that holds it.
 */
export class Versions {
  readonly #read = new Map<string, number>()
  readonly #shown = new Map<string, number>()
  readonly #target: { id: string; precondition: Precondition } | null

  /** `target` is what the request changes, where its caller says which version they mean. */
  constructor(target: { id: string; precondition: Precondition } | null) {
    this.#target = target
  }

  /** The versions of an entity that the caller's change may meet; null for any. */
  fitting(id: string): number[] | null {
    return this.#target?.id === id ? fittingVersions(this.#target.precondition, id) : null
  }

  /** Whether an item that was found is not the version that the caller means. */
  isStale(id: string, found: Item): boolean {
    return this.fitting(id)?.includes(versionOf(found)) === false
  }

  stale(): ApiError {
    return preconditionFailed(this.#target?.precondition ?? null)
  }

  /** Notes an item as it is stored. Throws for a version that the caller does not mean. */
  read(id: string, item: Item): void {
    if (this.isStale(id, item)) throw this.stale()
    this.#read.set(id, versionOf(item))
    this.#shown.set(id, versionOf(item))
  }

  /** Notes an item as this request has written it. */
  written(id: string, item: Item): void {
    this.#shown.set(id, versionOf(item))
  }

  /** The version that an entity gets when it is put: one more than was read of it. */
  next(id: string): number {
    const version = (this.#read.get(id) ?? 0) + 1
    this.#shown.set(id, version)
    return version
  }

  /** The version that was read of an entity; null when it was not. */
  lastRead(id: string): number | null {
    return this.#read.get(id) ?? null
  }

  /** A view with the version of what it shows, or a page of such views. */
  shown(body: unknown): unknown {
    if (typeof body !== 'object' || body === null) return body
    if ('items' in body && Array.isArray(body.items))
      return { ...body, items: body.items.map((item) => this.shown(item)) }
    const version = 'id' in body && typeof body.id === 'string' ? this.#shown.get(body.id) : undefined
    return version === undefined ? body : { ...body, version }
  }
}
