import { expect, test } from 'vitest'
import { tenantGate } from './tenant-gate.ts'

const later = () => new Promise((resolve) => setTimeout(resolve))

/** A tab of Acme, the calls that have passed, and how its move ends. */
function tab() {
  let current = 'acme'
  const passed: string[] = []
  const gate = tenantGate(() => current)
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  return {
    call: (tenantId: string) => void gate.open(tenantId).then(() => passed.push(tenantId)),
    begin: () =>
      gate.moving(async () => {
        await promise
        current = 'globex'
      }),
    resolve,
    reject,
    async passed() {
      await later()
      return passed
    },
  }
}

test('calls for the tenant of a tab are made, and none for another', async () => {
  const { call, passed } = tab()
  call('acme')
  call('globex')
  expect(await passed()).toEqual(['acme'])
})

test('calls that come while the tab moves wait, and those for the tenant that it left are not made', async () => {
  const { call, begin, resolve, passed } = tab()
  const moved = begin()
  call('acme')
  expect(await passed()).toEqual([])
  resolve()
  await moved
  call('acme')
  call('globex')
  expect(await passed()).toEqual(['globex'])
})

test('calls that waited are made where the tab stays, and who moves it is told why', async () => {
  const { call, begin, reject, passed } = tab()
  const moved = begin()
  call('acme')
  reject(new Error('refused'))
  await expect(moved).rejects.toThrow('refused')
  expect(await passed()).toEqual(['acme'])
})
