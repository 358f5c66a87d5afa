import type { Run } from './flow.ts'

/** Runs `count` pieces of work, at most `limit` at once, and gives their results in order. A failure halts the others. */
export async function together<T>(
  run: Run,
  count: number,
  limit: number,
  work: (nested: Run, index: number) => Promise<T>,
): Promise<T[]> {
  const siblings = new AbortController()
  const nested: Run = { ...run, signal: AbortSignal.any([run.signal, siblings.signal]) }
  const results = new Array<T>(count)
  let next = 0
  const worker = async () => {
    while (next < count && !nested.signal.aborted) {
      const index = next++
      results[index] = await work(nested, index)
    }
  }
  const workers = Array.from({ length: Math.min(limit, count) }, worker)
  try {
    await Promise.all(workers)
    return results
  } catch (error) {
    siblings.abort()
    await Promise.allSettled(workers)
    throw error
  }
}
