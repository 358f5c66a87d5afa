import type { Clock } from '../../core/clock.ts'

/** Sleeps that all end early together. */
export function sleeper(clock: Clock) {
  const waking = new Set<() => void>()
  return {
    sleep: (ms: number): Promise<void> =>
      new Promise((resolve) => {
        const wake = () => {
          cancel()
          waking.delete(wake)
          resolve()
        }
        const cancel = clock.after(ms, wake)
        waking.add(wake)
      }),
    wake(): void {
      for (const wake of waking) wake()
    },
  }
}
