import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { InvokeCommand, LambdaClient, TooManyRequestsException } from '@aws-sdk/client-lambda'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { lambdaFunction, role, useCloud } from '../cloud.ts'

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html

const cloud = useCloud()
let lambda: LambdaClient

const template = (more: object = {}) => ({
  Resources: {
    Role: role('lambda.amazonaws.com'),
    Answer: lambdaFunction('answer', `exports.handler = async ({ bytes = 0 }) => 'x'.repeat(bytes)`),
    Slow: lambdaFunction('slow', 'exports.handler = () => new Promise((done) => setTimeout(done, 2000))', {
      ReservedConcurrentExecutions: 2,
    }),
    Off: lambdaFunction('off', 'exports.handler = async () => 1', { ReservedConcurrentExecutions: 0 }),
    ...more,
  },
})

beforeAll(async () => {
  lambda = new LambdaClient({ ...cloud.options(), requestHandler: { httpAgent: { maxSockets: 200 } } })
  await cloud.deploy(template())
})

const invoke = (FunctionName: string, payload: string, InvocationType?: 'Event') =>
  lambda.send(new InvokeCommand({ FunctionName, Payload: Buffer.from(payload), InvocationType }))
/** A handler that ends once a file is there. */
const untilThereIs = (file: string) => `const { existsSync } = require('node:fs')
exports.handler = async () => { while (!existsSync(${JSON.stringify(file)})) await new Promise((next) => setTimeout(next, 20)) }`
/** A JSON text of exactly so many bytes. */
const json = (bytes: number) => `{"x":"${'y'.repeat(bytes - 8)}"}`

test('a synchronous invocation takes 6 MB, and not a byte more', async () => {
  const { StatusCode, FunctionError } = await invoke('answer', json(6_291_456))
  expect([StatusCode, FunctionError]).toEqual([200, undefined])
  await expect(invoke('answer', json(6_291_457))).rejects.toMatchObject({
    name: 'RequestEntityTooLargeException',
    message: 'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
    $metadata: { httpStatusCode: 413 },
  })
})

test('an asynchronous invocation takes 1 MB', async () => {
  expect(await invoke('answer', json(1_048_576), 'Event')).toMatchObject({ StatusCode: 202 })
  await expect(invoke('answer', json(1_048_577), 'Event')).rejects.toMatchObject({
    name: 'RequestEntityTooLargeException',
    message: '1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)',
  })
})

test('an answer has 6 MB, and a longer one is an error of the function', async () => {
  const answer = async (bytes: number) => {
    const { FunctionError, Payload } = await invoke('answer', JSON.stringify({ bytes }))
    return {
      FunctionError,
      payload: Buffer.from(Payload ?? [])
        .toString()
        .slice(0, 200),
    }
  }
  expect(await answer(6_291_554)).toMatchObject({ FunctionError: undefined })
  expect(await answer(6_291_555)).toMatchObject({
    FunctionError: 'Unhandled',
    payload: expect.stringContaining('Response payload size (6291557 bytes) exceeded maximum allowed payload size'),
  })
})

test('reserved concurrency refuses what goes beyond it with its reason, and zero refuses everything', async () => {
  const ended = await Promise.allSettled([1, 2, 3].map(() => invoke('slow', '{}')))
  const [error, ...others] = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  expect(others).toEqual([])
  expect(error).toBeInstanceOf(TooManyRequestsException)
  expect(error).toMatchObject({
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    $metadata: { httpStatusCode: 429 },
  })
  await expect(invoke('off', '{}')).rejects.toMatchObject({
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  })
  expect(await invoke('slow', '{}')).toMatchObject({ StatusCode: 200 })
})

test('of 1,000 concurrent executions 100 stay unreserved, and functions without reservation share what is left', async () => {
  const gate = join(mkdtempSync(join(tmpdir(), 'tenantry-gate-')), 'open')
  onTestFinished(() => rmSync(dirname(gate), { recursive: true }))
  const reserving = (count: number) =>
    cloud.deploy(
      {
        Resources: {
          Role: role('lambda.amazonaws.com'),
          Greedy: lambdaFunction('greedy', 'exports.handler = async () => 1', { ReservedConcurrentExecutions: count }),
          Shared: lambdaFunction('shared', untilThereIs(gate), { Timeout: 60 }),
        },
      },
      'greedy',
    )
  // The stack of this file reserves two already.
  await expect(reserving(899)).rejects.toThrow('below its minimum value of [100]')
  await reserving(898)
  const answers = Array.from({ length: 101 }, () => invoke('shared', '{}'))
  await expect(Promise.all(answers)).rejects.toMatchObject({ Reason: 'ConcurrentInvocationLimitExceeded' })
  writeFileSync(gate, '')
  const settled = await Promise.allSettled(answers)
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(100)
})

test('the environment has 4 KB, names and values together', async () => {
  const variables = (bytes: number) => {
    const Variables = { NAME: 'x'.repeat(bytes - JSON.stringify({ NAME: '' }).length) }
    return cloud.deploy(
      {
        Resources: {
          Role: role('lambda.amazonaws.com'),
          Function: lambdaFunction('variables', 'exports.handler = async () => 1', { Environment: { Variables } }),
        },
      },
      'variables',
    )
  }
  await variables(4096)
  await expect(variables(4097)).rejects.toThrow('exceeded the 4KB limit')
})
