/** Ids of one tenant's entities, by the entities' names and in the order in which they were made. */
export class Shelf {
  readonly #ids = new Map<string, string[]>()
  readonly #names = new Map<string, string>()
  readonly #former = new Set<string>()

  of = (entity: string): readonly string[] => this.#ids.get(entity) ?? []

  add(entity: string, id: string): void {
    const before = this.of(entity)
    this.#names.set(id, `${entity} ${before.length}`)
    this.#ids.set(entity, [...before, id])
  }

  /** The same word for whatever was made at the same place in a game; the text itself for anything else. */
  nameOf = (text: string): string => this.#names.get(text) ?? text

  isFormer = (id: string): boolean => this.#former.has(id)

  /** The next game begins. */
  clear(): void {
    for (const id of this.#names.keys()) this.#former.add(id)
    this.#names.clear()
    this.#ids.clear()
  }
}
