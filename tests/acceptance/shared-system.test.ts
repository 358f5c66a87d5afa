import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import { expect, test } from 'vitest'
import { useSystem } from './system.ts'

const one = useSystem()
const other = useSystem()

test('whoever asks for a system in one worker gets the same', () => {
  expect(one.endpoints.aws).toMatch(/^http:/)
  expect(other.endpoints).toBe(one.endpoints)
})

test('the clock of a system that others use too is put forward by no more than a change takes to be seen', () => {
  expect(() => one.leap(PROPAGATION_SECONDS + 1)).toThrow('useOwnSystem')
})
