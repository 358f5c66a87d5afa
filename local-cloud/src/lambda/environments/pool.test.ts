import { expect, test } from 'vitest'
import { movableClock } from '../../core/clock.ts'
import type { FunctionRecord } from '../function-record.ts'
import type { Environment } from './environment.ts'
import { environmentPool } from './pool.ts'

const HOUR_MS = 3_600_000
const fn = { revision: 'first' } as FunctionRecord

/** A pool whose environments start when they are told to, with credentials for an hour. */
function testPool() {
  const clock = movableClock()
  const started: (() => void)[] = []
  const create = (): Environment => {
    let isAlive = true
    const usableUntil = clock.now() + HOUR_MS
    return {
      fn,
      usableUntil,
      initialised: new Promise((resolve) => started.push(resolve)),
      alive: () => isAlive,
      ended: new Promise(() => {}),
      invoke: async () => ({
        payload: usableUntil > clock.now() ? 'served' : 'expired',
        logTail: '',
        logBytes: 0,
        durationMs: 1,
        initMs: null,
      }),
      end: async () => {
        isAlive = false
      },
    }
  }
  const pool = environmentPool({ clock, create, isCurrent: () => true })
  const invoke = async () => (await pool.use(fn, (environment) => environment.invoke('id', '{}', ''))).payload
  return { clock, started, invoke }
}

test('an environment whose credentials ended while it started serves nobody: another one starts', async () => {
  const { clock, started, invoke } = testPool()
  const answer = invoke()
  clock.advance(HOUR_MS)
  started[0]?.()
  await expect.poll(() => started.length).toBe(2)
  started[1]?.()
  expect(await answer).toBe('served')
})

test('an environment that rested until its credentials ended serves nobody', async () => {
  const { clock, started, invoke } = testPool()
  const first = invoke()
  started[0]?.()
  expect(await first).toBe('served')
  clock.advance(HOUR_MS)
  const second = invoke()
  await expect.poll(() => started.length).toBe(2)
  started[1]?.()
  expect(await second).toBe('served')
})
