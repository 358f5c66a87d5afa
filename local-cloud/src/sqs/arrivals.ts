import type { Clock } from '../core/clock.ts'

export type Arrivals = ReturnType<typeof arrivals>

/** Lets long polls wait until something may have arrived in their queue. */
export function arrivals({ clock }: { clock: Clock }) {
  const waiting = new Map<string, Set<() => void>>()
  let closed = false
  const wake = (queue: string): void => {
    for (const resume of waiting.get(queue) ?? []) resume()
  }
  return {
    wake,

    /** Resolves at an arrival, at the given time, or when the service closes. */
    wait: (queue: string, until: number): Promise<void> =>
      new Promise((resolve) => {
        if (closed) return resolve()
        const waiters = waiting.get(queue) ?? new Set()
        waiting.set(queue, waiters)
        const resume = () => {
          cancel()
          waiters.delete(resume)
          resolve()
        }
        const cancel = clock.after(Math.max(0, until - clock.now()), resume)
        waiters.add(resume)
      }),

    closed: () => closed,

    close(): void {
      closed = true
      for (const queue of waiting.keys()) wake(queue)
    },
  }
}
