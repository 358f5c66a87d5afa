export interface CacheOptions<T> {
  /** Absence (undefined) is never kept. */
  load(key: string): Promise<T>
  /** Until when a value may be used, in milliseconds since the epoch; `loadedAt` is when its load began. */
  freshUntil(value: T, loadedAt: number): number
  now(): number
  /** The oldest entry makes room for a new one. */
  maxEntries: number
}

/** A cache with one load in flight per key: callers that come while a value is loaded wait for that load. */
export function cached<T>({ load, freshUntil, now, maxEntries }: CacheOptions<T>): (key: string) => Promise<T> {
  const entries = new Map<string, { value: T; until: number }>()
  const inFlight = new Map<string, Promise<T>>()

  async function fill(key: string): Promise<T> {
    const loadedAt = now()
    const value = await load(key)
    entries.delete(key)
    if (value === undefined) return value
    entries.set(key, { value, until: freshUntil(value, loadedAt) })
    const oldest = entries.keys().next()
    if (entries.size > maxEntries && !oldest.done) entries.delete(oldest.value)
    return value
  }

  return (key) => {
    const entry = entries.get(key)
    if (entry && now() < entry.until) return Promise.resolve(entry.value)
    const running = inFlight.get(key)
    if (running) return running
    const loading = fill(key).finally(() => inFlight.delete(key))
    inFlight.set(key, loading)
    return loading
  }
}
