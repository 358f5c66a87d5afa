import { ConditionalCheckFailedException, InternalServerError, RequestLimitExceeded } from '@aws-sdk/client-dynamodb'
import { expect, test } from 'vitest'
import { Contended } from './table.ts'
import { isTransient, markTransient } from './transient.ts'

const answered = (httpStatusCode: number) => ({ message: 'no', $metadata: { httpStatusCode } })
const named = (name: string, members: object = {}) => Object.assign(new Error('no'), { name }, members)

test.each([
  ['a throttle', new RequestLimitExceeded(answered(400))],
  ['a throttle by its name', named('ProvisionedThroughputExceededException')],
  ['a service error', new InternalServerError(answered(500))],
  ['a lost connection', named('Error', { code: 'ECONNRESET' })],
  ['a timeout', named('TimeoutError')],
  ['a trigger of Cognito that did not answer in time', named('UnexpectedLambdaException', answered(400))],
  ['a write that met others', new Contended()],
  ['a record that was changed meanwhile', named('Stale')],
])('%s may pass by itself', async (_name, error) => {
  expect(isTransient(error)).toBe(true)
  await expect(markTransient(() => Promise.reject(error))).rejects.toMatchObject({
    name: 'TransientError',
    message: expect.stringContaining(error.message),
  })
})

test.each([
  ['a refusal', named('AccessDeniedException', answered(403))],
  ['a condition that did not hold', new ConditionalCheckFailedException(answered(400))],
  ['a bug', new TypeError('x is undefined')],
  ['what is no error', 'text'],
])('%s does not', async (_name, error) => {
  expect(isTransient(error)).toBe(false)
  await expect(markTransient(() => Promise.reject(error))).rejects.toBe(error)
})
