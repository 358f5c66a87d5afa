import { beforeEach, expect, test } from 'vitest'
import { exclusively, Locked } from './lock.ts'
import { ConditionFailed, type Item } from './table.ts'

let stored: Item | undefined
let now: number
let ids: number

const lock = {
  key: { pk: 'lock' },
  system: { now: () => now, uuid: () => `holder-${ids++}` },
  table: {
    async put(item: Item) {
      if (stored && Number(stored.until) >= now) throw new ConditionFailed(stored)
      stored = item
    },
    async delete(_key: Item, condition?: { values?: Item }) {
      if (stored?.holder !== condition?.values?.[':holder']) throw new ConditionFailed(stored)
      stored = undefined
      return undefined
    },
  },
}

beforeEach(() => {
  stored = undefined
  now = 1_000_000
  ids = 1
})

test('two do not work at the same time', async () => {
  await exclusively(lock, async () => {
    await expect(exclusively(lock, async () => 'second')).rejects.toBeInstanceOf(Locked)
  })
  expect(await exclusively(lock, async () => 'later')).toBe('later')
})

test('work that fails lets go of the lock', async () => {
  await expect(exclusively(lock, () => Promise.reject(new Error('broke')))).rejects.toThrow('broke')
  expect(stored).toBeUndefined()
})

test('the lock of a holder that died is taken over when its lease is over', async () => {
  stored = { holder: 'dead', until: now + 30_000 }
  await expect(exclusively(lock, async () => 'early')).rejects.toBeInstanceOf(Locked)
  now += 30_001
  expect(await exclusively(lock, async () => 'taken over')).toBe('taken over')
})

test('a holder that took too long does not let go of the next one', async () => {
  await exclusively(lock, async () => {
    stored = { holder: 'next', until: now + 60_000 }
  })
  expect(stored).toMatchObject({ holder: 'next' })
})

test('who holds it for too long hears so before another one can take it', async () => {
  await exclusively({ ...lock, leaseMs: 12_000 }, async (assertHeld) => {
    now += 9_000
    assertHeld()
    now += 2_000
    expect(assertHeld).toThrow(Locked)
    await expect(exclusively(lock, async () => 'early')).rejects.toBeInstanceOf(Locked)
  })
})

test('work that was done is done though the lock could not be released', async () => {
  const table = { ...lock.table, delete: () => Promise.reject(new Error('denied')) }
  expect(await exclusively({ ...lock, table }, async () => 'done')).toBe('done')
})
