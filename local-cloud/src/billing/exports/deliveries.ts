import type { CloudContext } from '../../core/cloud-context.ts'
import { eachMinute } from '../../core/each-minute.ts'

/** Deliveries take at most this share of the time, so that a long bill is not written all day. */
const SHARE = 0.02
/** The minute's own use is stored by then. */
const AFTER_MINUTE_MS = 1_500

/** Runs `deliver` each minute, one at a time, and not all the time. A start has other things to do than to deliver at once. */
export function deliveries(
  { clock, log }: Pick<CloudContext, 'clock' | 'log'>,
  { sample, deliver }: { sample(at: number): void; deliver(): Promise<void> },
) {
  let stop = () => {}
  let cancel = () => {}
  let running: Promise<void> | null = null
  let isAsked = false
  let notBefore = 0

  const run = async (): Promise<void> => {
    isAsked = false
    const began = performance.now()
    await deliver().catch((error: unknown) =>
      log(`billing: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
    )
    notBefore = clock.now() + (performance.now() - began) / SHARE
  }
  const next = (): void => {
    if (running || !isAsked) return
    cancel()
    const wait = notBefore - clock.now()
    if (wait > 0) cancel = clock.after(wait, next)
    else
      running = run().finally(() => {
        running = null
        next()
      })
  }
  return {
    start(): void {
      stop = eachMinute(clock, AFTER_MINUTE_MS, (at) => {
        sample(at)
        isAsked = true
        next()
      })
    },
    async close(): Promise<void> {
      stop()
      cancel()
      isAsked = false
      await running
    },
  }
}
