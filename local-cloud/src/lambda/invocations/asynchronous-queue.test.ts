import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { movableClock } from '../../core/clock.ts'
import { testLambda } from '../lambda-fixture.ts'

/** Counts the invocations of a handler: it fetches `/` each time. */
async function counter() {
  const seen: string[] = []
  const server = createServer((request, response) => {
    request.on('data', (chunk) => seen.push(String(chunk))).on('end', () => response.end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { seen, endpoint: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const report = (end: string) => `export const handler = async (event, context) => {
  await fetch(process.env.AWS_ENDPOINT_URL, { method: 'POST', body: context.awsRequestId })
  ${end} }`

const waitFor = (check: () => void) => vi.waitFor(check, { timeout: 120_000, interval: 20 })

test('a failed asynchronous invocation is tried twice more, after one and two minutes, with the same request id', async () => {
  const { seen, endpoint } = await counter()
  const clock = movableClock()
  const { deploy, invoke, context, hostLog } = await testLambda({ clock, endpoint })
  const left = () => context.database.prepare('SELECT failures FROM lambda_asynchronous_invocations').all()
  await deploy(report('throw new Error("no")'))
  const { status, headers } = await invoke({}, { InvocationType: 'Event' })
  expect(status).toBe(202)
  await waitFor(() => expect(left()).toEqual([{ failures: 1 }]))
  clock.advance(59_000)
  expect(seen).toHaveLength(1)
  clock.advance(1000)
  await waitFor(() => expect(left()).toEqual([{ failures: 2 }]))
  clock.advance(120_000)
  await waitFor(() => expect(left()).toEqual([]))
  expect(seen).toEqual(Array(3).fill(headers['x-amzn-requestid']))
  expect(hostLog.at(-1)).toMatch(/is given up: it failed 3 times, last with .*"no"/)
})

test('what was accepted runs after a restart, also when the old run was killed in the middle', async () => {
  const { seen, endpoint } = await counter()
  const first = await testLambda({ endpoint })
  await first.deploy(report('await new Promise((r) => setTimeout(r, event.ms))'))
  await first.invoke({ ms: 10_000 }, { InvocationType: 'Event' })
  await waitFor(() => expect(seen).toHaveLength(1))
  await first.close()
  first.context.database.exec(`UPDATE lambda_asynchronous_invocations SET payload = '{"ms":0}'`)
  first.context.database.close()
  const second = await testLambda({ endpoint, dataDir: first.context.dataDir })
  second.start()
  await waitFor(() => expect(seen).toHaveLength(2))
  const left = second.context.database.prepare('SELECT * FROM lambda_asynchronous_invocations')
  await waitFor(() => expect(left.all()).toEqual([]))
})

test('an EventInvokeConfig changes the number of retries', async () => {
  const { seen, endpoint } = await counter()
  const { create, deploy, invoke, context } = await testLambda({ endpoint })
  await deploy(report('throw new Error("no")'))
  await create('AWS::Lambda::EventInvokeConfig', 'Config', {
    FunctionName: 'f',
    Qualifier: '$LATEST',
    MaximumRetryAttempts: 0,
  })
  await invoke({}, { InvocationType: 'Event' })
  const left = context.database.prepare('SELECT * FROM lambda_asynchronous_invocations')
  await waitFor(() => expect(left.all()).toEqual([]))
  expect(seen).toHaveLength(1)
})

test('throttled asynchronous invocations wait and are not lost', async () => {
  const { seen, endpoint } = await counter()
  const { deploy, invoke } = await testLambda({ endpoint })
  await deploy(report('await new Promise((r) => setTimeout(r, 100))'), { ReservedConcurrentExecutions: 1 })
  for (let i = 0; i < 3; i++) await invoke({}, { InvocationType: 'Event' })
  await waitFor(() => expect(new Set(seen).size).toBe(3))
})
