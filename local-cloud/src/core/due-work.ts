import type { CloudContext } from './cloud-context.ts'

/** A timer longer than 24.8 days fires at once; an hour's look is cheap. */
const LONGEST_WAIT_MS = 3_600_000
/** After a failure that the work itself did not expect. */
const AFTER_FAILURE_MS = 1_000

const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 60_000

/** How long to wait before the next attempt: longer each time. */
export const retryDelay = (attempts: number): number => Math.min(FIRST_RETRY_MS * 2 ** attempts, LONGEST_RETRY_MS)

export interface DueWork {
  /** Looks at once for what is due: after something was added, and when an earlier run has left something. */
  wake(): void
  /** Resolves when what runs has ended; nothing begins after it. */
  close(): Promise<void>
}

/** Does what waits in the database when it is due, by the cloud's clock, one after the other. `run` must remove or postpone what it finds. */
export function dueWork(
  { clock, log }: Pick<CloudContext, 'clock' | 'log'>,
  { name, next, run }: { name: string /** When the earliest is due. */; next(): number | null; run(): Promise<void> },
): DueWork {
  let cancel = () => {}
  let closed = false
  let running: Promise<void> | null = null

  const work = async () => {
    for (let at = next(); !closed && at !== null && at <= clock.now(); at = next()) await run()
  }
  const settle = (failed: boolean) => {
    running = null
    if (closed) return
    const at = failed ? clock.now() + AFTER_FAILURE_MS : next()
    if (at === null) return
    // What was added since the last look, too: nobody wakes what still runs.
    if (at <= clock.now()) wake()
    else cancel = clock.after(Math.min(at - clock.now(), LONGEST_WAIT_MS), wake)
  }
  const wake = () => {
    if (closed || running) return
    cancel()
    running = work().then(
      () => settle(false),
      (error) => {
        log(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
        settle(true)
      },
    )
  }
  return {
    wake,
    async close() {
      closed = true
      cancel()
      await running
    },
  }
}
