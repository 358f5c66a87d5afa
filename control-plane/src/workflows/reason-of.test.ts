import { expect, test } from 'vitest'
import { reasonOf } from './reason-of.ts'

test("the reason of a failure is the message of a function's error, the cause of any other, or its name", () => {
  const lambda = { Error: 'Error', Cause: '{"errorType":"Error","errorMessage":"There is no usage plan","trace":[]}' }
  expect(reasonOf(lambda)).toBe('There is no usage plan')
  expect(reasonOf({ Error: 'RequestFailed', Cause: 'The pool is full' })).toBe('The pool is full')
  expect(reasonOf({ Error: 'States.Timeout' })).toBe('States.Timeout')
})
