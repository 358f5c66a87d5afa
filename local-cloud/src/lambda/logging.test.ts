import { expect, test } from 'vitest'
import { testLambda } from './lambda-fixture.ts'

const json = { LoggingConfig: { LogFormat: 'JSON', LogGroup: '/own' } }

test('in JSON format Lambda writes its platform events and wraps what console writes', async () => {
  const { deploy, invoke, logged } = await testLambda()
  await deploy(
    `export const handler = (event) => {
      console.debug('too low')
      console.log('a %s', 'text')
      console.warn({ an: 'object' })
      process.stdout.write('{"own":1}\\nno line feed')
    }`,
    json,
  )
  const { headers } = await invoke()
  const requestId = headers['x-amzn-requestid']
  const lines = await logged('/own')
  expect(lines.slice(0, -2).map((line) => JSON.parse(line))).toEqual([
    {
      time: expect.any(String),
      type: 'platform.initStart',
      record: expect.objectContaining({ initializationType: 'on-demand', phase: 'init' }),
    },
    {
      time: expect.any(String),
      type: 'platform.start',
      record: { requestId, version: '$LATEST', functionArn: expect.stringContaining(':function:f') },
    },
    { timestamp: expect.any(String), level: 'INFO', requestId, message: 'a text' },
    { timestamp: expect.any(String), level: 'WARN', requestId, message: { an: 'object' } },
    { own: 1 },
  ])
  expect(lines.at(-2)).toBe('no line feed')
  expect(JSON.parse(lines.at(-1) ?? '')).toEqual({
    time: expect.any(String),
    type: 'platform.report',
    record: {
      requestId,
      metrics: {
        durationMs: expect.any(Number),
        billedDurationMs: expect.any(Number),
        memorySizeMB: 128,
        maxMemoryUsedMB: expect.any(Number),
        initDurationMs: expect.any(Number),
      },
      status: 'success',
    },
  })
})

test('in a group of its own choice a stream names the function, and a role may be bound to its own streams', async () => {
  const { create, deploy, invoke, streams, hostLog } = await testLambda()
  const mayWrite = (Resource: string) => ({
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource,
  })
  const stream = 'arn:aws:logs:us-east-1:000000000000:log-group:/own:log-stream:'
  await create('AWS::IAM::Role', 'Bound', {
    RoleName: 'bound',
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    Policies: [
      {
        PolicyName: 'own-streams',
        PolicyDocument: { Version: '2012-10-17', Statement: [mayWrite(stream), mayWrite(`${stream}*/f[$LATEST]*`)] },
      },
    ],
  })
  await deploy('export const handler = () => 1', { ...json, Role: 'arn:aws:iam::000000000000:role/bound' })
  await invoke()
  expect(await streams('/own')).toEqual([expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/f\[\$LATEST\][0-9a-f]{32}$/)])
  expect(hostLog).toEqual([])
})

test('the report of a timeout and of an error says so, and initialisation is reported once', async () => {
  const { deploy, invoke, logged } = await testLambda()
  await deploy('export const handler = ({ loop }) => { while (loop); throw new Error("no") }', { ...json, Timeout: 1 })
  await invoke()
  await invoke({ loop: true })
  const reports = (await logged('/own'))
    .filter((line) => line.includes('platform.report'))
    .map((line) => JSON.parse(line).record)
  expect(reports).toMatchObject([
    { status: 'error', errorType: 'Error', metrics: { initDurationMs: expect.any(Number) } },
    { status: 'timeout', metrics: { durationMs: 1000, billedDurationMs: 1000 } },
  ])
  expect(reports[1].metrics.initDurationMs).toBeUndefined()
})

// Its only mapping says that the first line of the bundle is line 7 of what it was made from.
const MAP = { version: 3, sources: ['../src/orders.ts'], sourceRoot: 'shop:///', mappings: 'AAMA' }
const BUNDLE = `export const handler = () => { throw new Error('no stock') }
//# ${'source'}MappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(MAP)).toString('base64')}`

test('with --enable-source-maps in NODE_OPTIONS a stack leads to the source, in the log and in the answer', async () => {
  const { deploy, invoke, logged } = await testLambda()
  await deploy(BUNDLE, { ...json, Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps' } } })
  expect((await invoke()).payload.trace[1]).toMatch(/shop:\/\/\/src\/orders\.ts:7:/)
  expect((await logged('/own')).join('\n')).toMatch(/shop:\/\/\/src\/orders\.ts:7:/)
  await deploy(BUNDLE, json)
  expect((await invoke()).payload.trace[1]).toMatch(/index\.mjs:1:/)
})

test('an option of Node that the runtime would not follow fails the deployment by name', async () => {
  const { deploy } = await testLambda()
  const options = { NODE_OPTIONS: '--enable-source-maps --max-http-header-size=16384' }
  await expect(deploy(BUNDLE, { Environment: { Variables: options } })).rejects.toThrow('--max-http-header-size=16384')
})

test('in text format there are START, END and REPORT, and system levels silence nothing', async () => {
  const { deploy, invoke, logged } = await testLambda()
  await deploy('export const handler = () => console.error("x")')
  const { headers } = await invoke()
  const id = headers['x-amzn-requestid']
  const [init, start, line, end, report] = await logged()
  expect(init).toMatch(/^INIT_START Runtime Version: nodejs:24/)
  expect(start).toBe(`START RequestId: ${id} Version: $LATEST`)
  expect(line).toMatch(new RegExp(`^\\d{4}-.*Z\\t${id}\\tERROR\\tx$`))
  expect(end).toBe(`END RequestId: ${id}`)
  expect(report).toMatch(
    new RegExp(
      `^REPORT RequestId: ${id}\\tDuration: [\\d.]+ ms\\tBilled Duration: \\d+ ms\\tMemory Size: 128 MB\\tMax Memory Used: \\d+ MB\\tInit Duration: [\\d.]+ ms$`,
    ),
  )
})

test('at system level WARN only what went wrong is reported', async () => {
  const { deploy, invoke, logged } = await testLambda()
  await deploy('export const handler = ({ fail }) => { console.log("x"); if (fail) throw new Error() }', {
    LoggingConfig: { ...json.LoggingConfig, SystemLogLevel: 'WARN' },
  })
  await invoke()
  expect((await logged('/own')).map((line) => JSON.parse(line).message)).toEqual(['x'])
  await invoke({ fail: true })
  expect((await logged('/own')).filter((line) => line.includes('platform.report'))).toHaveLength(1)
})

test('a role that may not write logs leaves none, and the local cloud says so', async () => {
  const { create, deploy, invoke, logged, hostLog } = await testLambda()
  await create('AWS::IAM::Role', 'Mute', {
    RoleName: 'mute',
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
  })
  await deploy('export const handler = () => console.log("x")', { Role: 'arn:aws:iam::000000000000:role/mute' })
  await invoke()
  await expect(logged()).rejects.toMatchObject({ code: 'ResourceNotFoundException' })
  expect(hostLog).toEqual([expect.stringMatching(/^f leaves no logs: User: .*logs:CreateLogStream/)])
})

test('a role that does not trust Lambda cannot run a function', async () => {
  const { create, deploy, invoke } = await testLambda()
  await create('AWS::IAM::Role', 'Foreign', {
    RoleName: 'foreign',
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
  })
  await deploy('export const handler = () => 1', { Role: 'arn:aws:iam::000000000000:role/foreign' })
  await expect(invoke()).rejects.toMatchObject({ code: 'AccessDenied' })
})
