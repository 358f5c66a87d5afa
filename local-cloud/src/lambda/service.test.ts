import { expect, test } from 'vitest'
import { leapingClock } from '../core/clock.ts'
import { testLambda } from './lambda-fixture.ts'

test('a handler gets the event and the documented context, and its result is the answer', async () => {
  const { deploy, invoke } = await testLambda()
  const { attributes } = await deploy(`export const handler = async (event, context) => ({
    event, ...context, left: context.getRemainingTimeInMillis() })`)
  const { status, headers, payload } = await invoke({ a: 1 })
  expect(status).toBe(200)
  expect(headers['x-amz-function-error']).toBeUndefined()
  expect(payload).toMatchObject({
    event: { a: 1 },
    awsRequestId: headers['x-amzn-requestid'],
    functionName: 'f',
    functionVersion: '$LATEST',
    invokedFunctionArn: attributes.Arn,
    memoryLimitInMB: '128',
    logGroupName: '/aws/lambda/f',
    logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
  })
  expect(payload.left).toBeGreaterThan(2000)
  expect(payload.left).toBeLessThanOrEqual(3000)
})

test('a function has the variables of Lambda and its own, with credentials of its role, and none of the host', async () => {
  const { deploy, invoke } = await testLambda()
  await deploy('export const handler = () => process.env', { Environment: { Variables: { OWN: 'x' } } })
  const { payload } = await invoke()
  expect(payload).toMatchObject({
    OWN: 'x',
    _HANDLER: 'index.handler',
    AWS_LAMBDA_FUNCTION_NAME: 'f',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
    AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/),
    AWS_SESSION_TOKEN: expect.any(String),
  })
  expect(payload.HOME).not.toBe(process.env.HOME)
  expect(payload.VITEST).toBeUndefined()
})

test('an environment serves one invocation at a time, and is used again', async () => {
  const { deploy, invoke } = await testLambda()
  await deploy(`
    const id = Math.random(); let busy = false, count = 0
    export const handler = async () => {
      if (busy) throw new Error('two at once')
      busy = true; await new Promise((r) => setTimeout(r, 50)); busy = false
      return { id, count: ++count }
    }`)
  const first = await Promise.all([invoke(), invoke(), invoke()])
  expect(first.every(({ headers }) => headers['x-amz-function-error'] === undefined)).toBe(true)
  const environments = new Set(first.map(({ payload }) => payload.id))
  const { payload } = await invoke()
  expect(environments).toContain(payload.id)
  expect(payload.count).toBeGreaterThan(1)
})

test('what a handler throws is the answer, marked Unhandled', async () => {
  const { deploy, invoke } = await testLambda()
  await deploy(`export const handler = async ({ text }) => {
    if (text) throw text
    throw new RangeError('no') }`)
  const { headers, payload } = await invoke()
  expect(headers['x-amz-function-error']).toBe('Unhandled')
  expect(payload).toEqual({ errorType: 'RangeError', errorMessage: 'no', trace: expect.any(Array) })
  expect(payload.trace[0]).toBe('RangeError: no')
  expect((await invoke({ text: 'plain' })).payload).toEqual({ errorType: 'string', errorMessage: 'plain', trace: [] })
})

test('a timeout ends even an endless loop, keeps what it logged, and the next invocation starts anew', async () => {
  const { deploy, invoke, logged } = await testLambda()
  await deploy(
    `let count = 0
     export const handler = ({ loop }) => { console.log('before'); while (loop); return ++count }`,
    { Timeout: 1 },
  )
  await invoke()
  const { headers, payload } = await invoke({ loop: true })
  expect(headers['x-amz-function-error']).toBe('Unhandled')
  expect(payload).toEqual({
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${headers['x-amzn-requestid']} Error: Task timed out after 1.00 seconds`,
    trace: [],
  })
  const lines = await logged()
  expect(lines.filter((line) => line.endsWith('\tINFO\tbefore'))).toHaveLength(2)
  expect(lines).toContainEqual(expect.stringMatching(/Z [0-9a-f-]{36} Task timed out after 1\.00 seconds$/))
  expect((await invoke()).payload).toBe(1)
})

test('a process that exits, runs out of memory or rejects without a catch is an error of that invocation only', async () => {
  const { deploy, invoke } = await testLambda()
  await deploy(
    `export const handler = async ({ how }) => {
    if (how === 'exit') process.exit(3)
    if (how === 'memory') { const all = []; for (;;) all.push(new Array(1e6).fill({})) }
    if (how === 'reject') { Promise.reject(new Error('lost')); await new Promise((r) => setTimeout(r, 1000)) }
    return 'fine' }`,
    { Timeout: 20 },
  )
  const exit = await invoke({ how: 'exit' })
  expect(exit.payload).toEqual({
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${exit.headers['x-amzn-requestid']} Error: Runtime exited with error: exit status 3`,
    trace: [],
  })
  expect((await invoke({ how: 'reject' })).payload).toMatchObject({
    errorType: 'Runtime.UnhandledPromiseRejection',
    errorMessage: 'Error: lost',
  })
  expect((await invoke({ how: 'memory' })).payload).toMatchObject({
    errorType: 'Runtime.OutOfMemory',
    errorMessage: expect.stringContaining('signal: killed'),
  })
  expect((await invoke()).payload).toBe('fine')
})

test.each([
  ['throw new TypeError("bad start")', 'TypeError', 'bad start'],
  ['export const other = 1', 'Runtime.HandlerNotFound', 'index.handler is undefined or not exported'],
  ['import "left-pad"; export const handler = () => 1', 'Runtime.ImportModuleError', "Cannot find package 'left-pad'"],
  ['import "vitest"; export const handler = () => 1', 'Runtime.ImportModuleError', "Cannot find package 'vitest'"],
  ['export const handler = (', 'Runtime.UserCodeSyntaxError', 'SyntaxError: '],
  ['process.exit(1); export const handler = 1', 'Runtime.ExitError', 'exit status 1'],
  ['export const handler = (event, context, done) => done()', 'Runtime.CallbackHandlerDeprecated', 'removed support'],
])('initialisation that fails answers why: %s', async (source, errorType, message) => {
  const { deploy, invoke } = await testLambda()
  await deploy(source)
  const { headers, payload } = await invoke()
  expect(headers['x-amz-function-error']).toBe('Unhandled')
  expect(payload).toMatchObject({ errorType, errorMessage: expect.stringContaining(message) })
})

test('changed code serves the next invocation, while one at work ends with the old', async () => {
  const { deploy, invoke } = await testLambda()
  const slow = (answer: string) =>
    `export const handler = async () => { await new Promise((r) => setTimeout(r, 300)); return '${answer}' }`
  await deploy(slow('old'))
  await invoke()
  const running = invoke()
  await new Promise((resolve) => setTimeout(resolve, 50))
  await deploy(slow('new'))
  expect((await invoke()).payload).toBe('new')
  expect((await running).payload).toBe('old')
})

test('reserved concurrency refuses what goes beyond it, with the documented body', async () => {
  const { deploy, invoke } = await testLambda()
  await deploy('export const handler = () => new Promise((r) => setTimeout(r, 200))', {
    ReservedConcurrentExecutions: 1,
  })
  const first = invoke()
  await expect(invoke()).rejects.toMatchObject({
    code: 'TooManyRequestsException',
    status: 429,
    message: 'Rate Exceeded.',
    members: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', Type: 'User' },
  })
  await first
})

test('more invocations than the machine bears wait for an environment, and all are served', async () => {
  const { deploy, invoke } = await testLambda()
  await deploy('export const handler = ({ i }) => i')
  const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => invoke({ i })))
  expect(answers.map(({ payload }) => payload)).toEqual(Array.from({ length: 60 }, (_, i) => i))
})

test('payloads beyond the limits are refused', async () => {
  const { deploy, invoke, call } = await testLambda()
  await deploy(`export const handler = ({ bytes }) => 'x'.repeat(bytes)`)
  await expect(invoke('x'.repeat(6_291_456))).rejects.toMatchObject({
    code: 'RequestEntityTooLargeException',
    status: 413,
    message: 'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
  })
  expect((await invoke({ bytes: 6_300_000 })).payload).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' })
  await expect(call('Invoke', { FunctionName: 'f', Payload: Buffer.from('{') })).rejects.toMatchObject({
    code: 'InvalidRequestContentException',
  })
  await expect(call('Invoke', { FunctionName: 'gone' })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
    message: 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:gone',
  })
})

test('LogType Tail answers the end of the log, and DryRun runs nothing', async () => {
  const { deploy, invoke, logged } = await testLambda()
  await deploy(`export const handler = () => console.log('hello')`)
  expect(await invoke({}, { InvocationType: 'DryRun' })).toMatchObject({ status: 204 })
  const { headers } = await invoke({}, { LogType: 'Tail' })
  const tail = Buffer.from(headers['x-amz-log-result'], 'base64').toString()
  expect(tail).toMatch(/START RequestId.*\n.*hello\nEND RequestId.*\nREPORT RequestId/)
  expect((await logged()).filter((line) => line.startsWith('START'))).toHaveLength(1)
})

test("a function's clock is put forward with the cloud's, in an environment that has begun too", async () => {
  const clock = leapingClock()
  const { deploy, invoke } = await testLambda({ clock })
  await deploy(`
    let count = 0
    export const handler = () => ({ count: ++count, times: [Date.now(), new Date().getTime(), Date.parse(Date())], fixed: new Date(7).getTime() })`)
  const expectAhead = async (ms: number) => {
    const { payload } = await invoke()
    for (const time of payload.times) expect(Math.abs(time - Date.now() - ms)).toBeLessThan(30_000)
    expect(payload.fixed).toBe(7)
    return payload.count
  }
  expect(await expectAhead(0)).toBe(1)
  clock.leap(600_000)
  expect(await expectAhead(600_000)).toBe(2)
})

test("a function's clock is put forward in the middle of an invocation, too", async () => {
  const clock = leapingClock()
  const { deploy, invoke, logged } = await testLambda({ clock })
  await deploy(`export const handler = async () => {
    const begin = Date.now()
    console.log('begun')
    while (Date.now() < begin + 600_000) await new Promise((r) => setTimeout(r, 5))
    return 'later' }`)
  const answer = invoke()
  await expect.poll(() => logged()).toContainEqual(expect.stringContaining('begun'))
  clock.leap(600_000)
  expect((await answer).payload).toBe('later')
})

test('a function that works while the clock is put forward keeps the time that it has', async () => {
  const clock = leapingClock()
  const { deploy, invoke } = await testLambda({ clock })
  await deploy(`export const handler = () => new Promise((r) => setTimeout(r, 300, 'done'))`)
  const answer = invoke()
  clock.leap(60_000)
  expect((await answer).payload).toBe('done')
})
