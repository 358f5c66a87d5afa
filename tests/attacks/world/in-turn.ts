const turns = new Map<string, Promise<unknown>>()

/** Runs work that changes one shared thing after what was begun on it before. */
export function inTurn<T>(thing: string, work: () => Promise<T>): Promise<T> {
  const mine = (turns.get(thing) ?? Promise.resolve()).then(work)
  turns.set(
    thing,
    mine.catch(() => {}),
  )
  return mine
}
