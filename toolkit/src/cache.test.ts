import { expect, test } from 'vitest'
import { cached } from './cache.ts'

function counting(values: Record<string, string | undefined>, maxEntries = 10) {
  const loads: string[] = []
  const clock = { now: 1000 }
  const get = cached({
    load: async (key) => {
      loads.push(key)
      const value = values[key]
      if (value === 'broken') throw new Error('broken')
      return value
    },
    freshUntil: (_, loadedAt) => loadedAt + 20,
    now: () => clock.now,
    maxEntries,
  })
  return { get, loads, clock, values }
}

test('a value is loaded once while it is fresh, and again after', async () => {
  const { get, loads, clock } = counting({ a: '1' })
  expect([await get('a'), await get('a')]).toEqual(['1', '1'])
  clock.now += 19
  await get('a')
  expect(loads).toHaveLength(1)
  clock.now += 1
  await get('a')
  expect(loads).toHaveLength(2)
})

test('callers that come together share one load', async () => {
  const { get, loads } = counting({ a: '1' })
  expect(await Promise.all([get('a'), get('a'), get('a')])).toEqual(['1', '1', '1'])
  expect(loads).toHaveLength(1)
})

test('absence is never kept', async () => {
  const { get, values } = counting({})
  expect(await get('a')).toBeUndefined()
  values.a = 'now it exists'
  expect(await get('a')).toBe('now it exists')
})

test('a failed load is not kept', async () => {
  const { get, values } = counting({ a: 'broken' })
  await expect(get('a')).rejects.toThrow('broken')
  values.a = 'mended'
  expect(await get('a')).toBe('mended')
})

test('the oldest entry makes room', async () => {
  const { get, loads } = counting({ a: '1', b: '2', c: '3' }, 2)
  for (const key of ['a', 'b', 'c', 'c', 'b', 'a']) await get(key)
  expect(loads).toEqual(['a', 'b', 'c', 'a'])
})
