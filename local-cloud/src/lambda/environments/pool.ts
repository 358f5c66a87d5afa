import { type Clock, systemClock } from '../../core/clock.ts'
import type { FunctionRecord } from '../function-record.ts'
import { LAPTOP } from '../limits.ts'
import type { Environment } from './environment.ts'

export type EnvironmentPool = ReturnType<typeof environmentPool>

interface Waiter {
  fn: FunctionRecord
  /** When it began to wait. */
  since: number
  take(environment: Environment): void
  fail(error: unknown): void
}

/**
 * The execution environments of all functions. An invocation takes the environment of its function that was used last, or waits for
 * the first that becomes free or has started; one that waits longer than a start takes has another started.
 */
export function environmentPool({
  clock,
  create,
  isCurrent,
}: {
  clock: Clock
  /** Throws when the function cannot get one, for example because its role does not trust Lambda. */
  create(fn: FunctionRecord): Environment
  isCurrent(fn: FunctionRecord): boolean
}) {
  const all = new Set<Environment>()
  /** By revision, the one used last at the end. */
  const idle = new Map<string, Environment[]>()
  const idleTimers = new Map<Environment, () => void>()
  const starting = new Map<string, number>()
  const waiters: Waiter[] = []
  /** As long as a start takes: whoever waits less would not be served earlier by another environment. */
  let patienceMs: number = LAPTOP.patienceMs

  const count = (revision: string, change: 1 | -1): void => {
    starting.set(revision, (starting.get(revision) ?? 0) + change)
    if (starting.get(revision) === 0) starting.delete(revision)
  }
  const startingNow = () => [...starting.values()].reduce((sum, n) => sum + n, 0)

  const takeIdle = (fn: FunctionRecord): Environment | undefined => {
    for (let found = popIdle(fn.revision); found; found = popIdle(fn.revision)) {
      if (usable(found)) return found
      drop(found)
    }
    return undefined
  }
  const popIdle = (revision: string): Environment | undefined => {
    const list = idle.get(revision)
    const environment = list?.pop()
    if (list?.length === 0) idle.delete(revision)
    if (environment) stopIdleTimer(environment)
    return environment
  }
  const stopIdleTimer = (environment: Environment): void => {
    idleTimers.get(environment)?.()
    idleTimers.delete(environment)
  }
  const usable = (environment: Environment): boolean =>
    environment.alive() && isCurrent(environment.fn) && clock.now() < environment.usableUntil

  const drop = (environment: Environment): void => {
    all.delete(environment)
    stopIdleTimer(environment)
    const { revision } = environment.fn
    const rest = idle.get(revision)?.filter((other) => other !== environment) ?? []
    if (rest.length > 0) idle.set(revision, rest)
    else idle.delete(revision)
    if (environment.alive()) void environment.end()
  }

  const launch = (fn: FunctionRecord): void => {
    let environment: Environment
    try {
      environment = create(fn)
    } catch (error) {
      takeWaiter(fn.revision)?.fail(error)
      return
    }
    const launchedAt = performance.now()
    all.add(environment)
    count(fn.revision, 1)
    void environment.ended.then(() => {
      drop(environment)
      pump()
    })
    void environment.initialised.then(() => {
      const took = performance.now() - launchedAt
      patienceMs = Math.min(Math.max(took, LAPTOP.patienceMs), LAPTOP.longestPatienceMs)
      count(fn.revision, -1)
      give(environment)
    })
  }

  const takeWaiter = (revision: string): Waiter | undefined => {
    const index = waiters.findIndex(({ fn }) => fn.revision === revision)
    return index < 0 ? undefined : waiters.splice(index, 1)[0]
  }

  /** To whoever waits for it, or to rest. Credentials that ended while it started serve nobody; that it did not start, its invocation tells. */
  const give = (environment: Environment): void => {
    if (clock.now() >= environment.usableUntil) {
      drop(environment)
      pump()
      return
    }
    const waiter = takeWaiter(environment.fn.revision)
    if (waiter) waiter.take(environment)
    else if (usable(environment)) {
      const { revision } = environment.fn
      idle.set(revision, [...(idle.get(revision) ?? []), environment])
      idleTimers.set(
        environment,
        // The machine's time: memory is held no longer because a clock is put forward, and a start costs the same.
        systemClock.after(LAPTOP.idleMs, () => drop(environment)),
      )
    } else drop(environment)
    pump()
  }

  /** Starts environments for those who wait, as many as the machine bears. */
  const pump = (): void => {
    const coming = new Map(starting)
    for (const { fn, since } of [...waiters]) {
      const expected = coming.get(fn.revision) ?? 0
      if (expected > 0) {
        coming.set(fn.revision, expected - 1)
        continue
      }
      if (clock.now() - since < patienceMs && exists(fn.revision)) continue
      if (startingNow() >= LAPTOP.starting) return
      if (all.size >= LAPTOP.environments && !dropLongestIdle()) return
      launch(fn)
    }
  }
  const exists = (revision: string) => [...all].some((environment) => environment.fn.revision === revision)
  const dropLongestIdle = (): boolean => {
    // Timers are kept in the order in which the environments went to rest.
    const [environment] = idleTimers.keys()
    if (environment) drop(environment)
    return environment !== undefined
  }

  const acquire = (fn: FunctionRecord): Promise<Environment> =>
    new Promise((take, fail) => {
      const environment = takeIdle(fn)
      if (environment) return take(environment)
      const waiter = { fn, since: clock.now(), take, fail }
      waiters.push(waiter)
      pump()
      if (waiters.includes(waiter)) clock.after(patienceMs, pump)
    })

  return {
    /** Lends an environment of the function for one invocation. */
    async use<T>(fn: FunctionRecord, work: (environment: Environment) => Promise<T>): Promise<T> {
      const environment = await acquire(fn)
      try {
        return await work(environment)
      } finally {
        if (usable(environment)) give(environment)
        else {
          drop(environment)
          pump()
        }
      }
    },

    /** After a function was changed or deleted: its old environments go, those at work after their invocation. */
    retireOld(): void {
      for (const environment of [...idle.values()].flat()) if (!isCurrent(environment.fn)) drop(environment)
    },

    async close(): Promise<void> {
      waiters.length = 0
      for (const cancel of idleTimers.values()) cancel()
      idleTimers.clear()
      await Promise.all([...all].map((environment) => environment.end()))
    },
  }
}
