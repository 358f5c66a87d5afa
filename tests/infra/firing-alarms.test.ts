import { FirehoseClient, PutRecordCommand } from '@aws-sdk/client-firehose'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { readAlarmDescription } from '@tenantry/contracts/alarm-description.ts'
import {
  AUTHORIZER_FAILURES,
  COST_RUN_FAILURES,
  METERED_ABOVE_BILLED,
  METERED_INVOCATIONS,
  type MetricName,
  OUTBOX_OLDEST,
  PROJECTION_LAG,
  SESSION_FAILURES,
  SHARED_SERVICES,
  UNEXPLAINED_INVOCATIONS,
  WORKFLOWS_STANDING_STILL,
} from '@tenantry/contracts/metrics.ts'
import { DEFAULT_TIERS } from '@tenantry/contracts/tiers.ts'
import { queueName, USAGE_STREAM } from '@tenantry/infra/names.ts'
import { costMetricLine, embeddedMetrics } from '@tenantry/toolkit/metrics.ts'
import { beforeAll, expect, test } from 'vitest'
import { eventually } from '../acceptance/eventually.ts'
import { useCloud } from '../local-cloud/cloud.ts'
import { patientClock } from '../support/patient-clock.ts'
import { ALARM_IDS, APIS, CONSOLE, DEPLOYMENT } from './alarm-deployment.ts'

// Each alarm of the deployment goes off and is over by what is measured. Nothing here sets a state, and only time is put forward.

const STACK = 'tenantry-control-plane'
const MINUTE_MS = 60_000
const clock = patientClock()
const printed: string[] = []
const cloud = useCloud({ clock, logged: ({ message }) => printed.push(message.trim()) })
/** Names of alarms by what they are called in the template. */
let names: Map<string, string>

beforeAll(async () => {
  await cloud.deploy(DEPLOYMENT, STACK)
  const { StackResources } = await cloud.cloud.call('cloudformation', 'DescribeStackResources', { StackName: STACK })
  names = new Map(
    StackResources.filter(({ ResourceType }: Found) => ResourceType === 'AWS::CloudWatch::Alarm').map(
      ({ LogicalResourceId, PhysicalResourceId }: Found) => [PhysicalResourceId, calledOf(LogicalResourceId)],
    ),
  )
  const [asked] = await mails()
  await fetch(/http:\S+confirmation\.html\S+/.exec(asked?.text ?? '')?.[0] ?? '')
  await pass(10)
  await eventually('all alarms to be fine', async () => (await described()).every(({ state }) => state === 'OK'))
})

interface Found {
  ResourceType: string
  LogicalResourceId: string
  PhysicalResourceId: string
}
/** Without the digits that the CDK appends. */
const calledOf = (logicalId: string): string => /^(\w+)Alarm(\d?)[0-9A-F]{8}$/.exec(logicalId)?.slice(1).join('') ?? ''

const mails = async (): Promise<{ to: string; subject: string; text: string }[]> =>
  (await fetch(cloud.cloud.outbox)).json() as never

async function described(): Promise<{ name: string; state: string; description: string }[]> {
  const { MetricAlarms } = await cloud.cloud.call('monitoring', 'DescribeAlarms', { MaxRecords: 100 })
  return MetricAlarms.map((alarm: { AlarmName: string; StateValue: string; AlarmDescription: string }) => ({
    name: alarm.AlarmName,
    state: alarm.StateValue,
    description: alarm.AlarmDescription,
  }))
}
const firing = async () => (await described()).filter(({ state }) => state === 'ALARM')
const calledFiring = async () => (await firing()).map(({ name }) => names.get(name)).toSorted()

/** Has a function print lines, and waits until the local cloud has them. */
async function print(lines: object[]): Promise<void> {
  const marker = `printed ${printed.length} ${clock.now()}`
  const Payload = JSON.stringify({ lines: [...lines.map((line) => JSON.stringify(line)), marker] })
  await new LambdaClient(cloud.options()).send(new InvokeCommand({ FunctionName: 'voice', Payload }))
  await eventually('lines to be printed', async () => printed.some((line) => line.includes(marker)))
}

interface Measured {
  service: string
  tier?: string
  status?: number
  durationMs?: number
  counts?: Partial<Record<MetricName, number>>
  inMinutes?: number
}
/** The members of a line that metrics are taken from, as the toolkit makes them at the end of each piece of work. */
const line = ({ service, tier, status = 200, durationMs = 5, counts = {}, inMinutes = 0 }: Measured): object => ({
  service,
  ...(tier !== undefined && { tier }),
  ...embeddedMetrics({ at: clock.now() + inMinutes * MINUTE_MS, status, durationMs, tier: tier ?? null, counts }),
})
const minutes = (count: number) => Array.from({ length: count + 1 }, (_, n) => n)
/** What the watch of workflows says each minute. */
const watch = (count: number, standing: number) =>
  minutes(count).map((inMinutes) =>
    line({ service: 'workflow-watch', counts: { [WORKFLOWS_STANDING_STILL]: standing }, inMinutes }),
  )

/** Time passes, and the watch of workflows does its work meanwhile. */
async function pass(count: number): Promise<void> {
  await print(watch(count, 0))
  clock.leap(count * MINUTE_MS)
}

const call = ({ output, stage }: (typeof APIS)[keyof typeof APIS], query: string) =>
  fetch(`${cloud.cloud.url}/execute-api/${cloud.cloud.output(STACK, output)}/${stage}/${query}`)
const queueUrl = (name: string) => `${cloud.cloud.url}/${cloud.cloud.accountId}/${name}`
const sqs = (operation: string, name: string, more: object = {}) =>
  cloud.cloud.call('sqs', operation, { QueueUrl: queueUrl(name), ...more })
const fiveTimes = <T>(work: () => Promise<T>) => Promise.all(minutes(4).map(work))

/** Requests that take four seconds of the cloud's clock, each of another API. */
async function callSlowly(): Promise<void> {
  const before = waiting()
  const calls = Object.values(APIS).map((api) => call(api, '?gate=1'))
  await expect.poll(waiting).toBe(before + calls.length)
  clock.leap(4_000)
  for (const _ of calls) await sqs('SendMessage', 'gate', { MessageBody: 'go on' })
  for (const answer of await Promise.all(calls)) expect(answer.status).toBe(200)
}
const waiting = () => printed.filter((text) => text.includes('waits at the gate')).length

/** A record that Firehose can deliver no sooner than after sixteen minutes. */
async function deliverLate(): Promise<void> {
  const Record = { Data: new TextEncoder().encode('{}\n') }
  await new FirehoseClient(cloud.options()).send(new PutRecordCommand({ DeliveryStreamName: USAGE_STREAM, Record }))
  await pass(16)
}

interface Harm {
  what: string
  alarms: string[]
  /** Is done twice, five minutes apart: some alarms wait for a second period. */
  harm(): Promise<unknown>
  /** Minutes after that until it shows. @default 2 */
  after?: number
  end?(): Promise<unknown>
}

const failed = ALARM_IDS.map(calledOf).filter((called) => called.endsWith('Failed'))
const failedQueues = failed.map(
  (called) => `tenantry${called.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
)
const counted = (what: string, called: string, service: string, counts: Measured['counts'] = {}): Harm => ({
  what,
  alarms: [called],
  harm: () => print([line({ service, counts })]),
})
const waits = (consumer: string, called: string): Harm => ({
  what: `A message waits for ${consumer}`,
  alarms: [called],
  harm: () => sqs('SendMessage', queueName(consumer), { MessageBody: '{}' }),
  after: 8,
  end: () => sqs('PurgeQueue', queueName(consumer)),
})

const HARMS: Harm[] = [
  ...Object.entries(APIS).map(([called, api]) => ({
    what: `Requests to ${called} fail`,
    alarms: [`${called}Errors`],
    harm: async () => {
      for (const { status } of await fiveTimes(() => call(api, '?fail=1'))) expect(status).toBe(502)
    },
  })),
  { what: 'Requests are slow', alarms: Object.keys(APIS).map((called) => `${called}Latency`), harm: callSlowly },
  ...DEFAULT_TIERS.flatMap(({ name: tier }): Harm[] => [
    {
      what: `Requests of tenants of ${tier} fail`,
      alarms: [`${tier}Errors`],
      harm: () => print(minutes(5).map(() => line({ service: 'users', tier, status: 500 }))),
    },
    {
      what: `Requests of tenants of ${tier} are slow`,
      alarms: [`${tier}Latency`],
      harm: () => print([line({ service: 'users', tier, durationMs: 4_000 })]),
    },
  ]),
  {
    what: 'Functions are throttled',
    alarms: ['ThrottledFunctions'],
    harm: () =>
      expect(
        new LambdaClient(cloud.options()).send(new InvokeCommand({ FunctionName: 'refused' })),
      ).rejects.toMatchObject({
        name: 'TooManyRequestsException',
      }),
  },
  {
    what: 'Messages of every function ran out of retries',
    alarms: failed,
    harm: () => Promise.all(failedQueues.map((queue) => sqs('SendMessage', queue, { MessageBody: '{}' }))),
    end: () => Promise.all(failedQueues.map((queue) => sqs('PurgeQueue', queue))),
  },
  waits('tenant-directory', 'OldestMessage'),
  waits('usage-rebuilder', 'OldestMessage2'),
  {
    what: 'A workflow stands still',
    alarms: ['WorkflowsStandingStill'],
    harm: () => print(watch(6, 1)),
    after: 5,
  },
  {
    what: 'The watch of workflows is silent',
    alarms: ['WorkflowsStandingStill'],
    harm: async () => clock.leap(7 * MINUTE_MS),
    after: 0,
  },
  counted('The sweeper finds old news', 'Outbox', 'outbox-sweeper', { [OUTBOX_OLDEST]: 301 }),
  counted('The directory lags', 'ProjectionLag', 'tenant-directory', { [PROJECTION_LAG]: 61 }),
  counted('STS gives no session to an authorizer', 'Sessions', 'authorizer', { [SESSION_FAILURES]: 1 }),
  counted('STS gives no session to people', 'Sessions', 'users', { [SESSION_FAILURES]: 1 }),
  counted("The tenants' authorizer fails", 'Authorizers', 'authorizer', { [AUTHORIZER_FAILURES]: 1 }),
  counted("The operators' authorizer fails", 'Authorizers', 'operator-authorizer', { [AUTHORIZER_FAILURES]: 1 }),
  counted('Usage has gaps', 'MeteringCoverage', 'usage-rebuilder', {
    [METERED_INVOCATIONS]: 100,
    [UNEXPLAINED_INVOCATIONS]: 5,
  }),
  counted('A day cannot be attributed', 'CostRuns', 'cost-runs', { [COST_RUN_FAILURES]: 1 }),
  counted('More is metered than billed', 'MeteredAboveBilled', 'cost-runs', { [METERED_ABOVE_BILLED]: 1 }),
  ...SHARED_SERVICES.map(
    (service): Harm => ({
      what: `Most of what ${service} costs is nobody's`,
      alarms: [`${service}Coverage`],
      harm: () => print([costMetricLine({ service, billed: 10, unallocated: 6 }, clock.now())]),
    }),
  ),
  { what: 'Usage is delivered late', alarms: ['UsageDelay'], harm: deliverLate },
]

test('each alarm of the deployment is made to fire', () => {
  const made = new Set(HARMS.flatMap(({ alarms }) => alarms))
  expect([...made].toSorted()).toEqual(ALARM_IDS.map(calledOf).toSorted())
})

test.each(HARMS)(
  '$what: its alarm alone goes off, is told with what to do, and is over',
  async ({ alarms, harm, after = 2, end }) => {
    const told = (await mails()).length
    await harm()
    if (after > 0) await pass(5)
    await harm()
    if (after > 0) await pass(after)
    await expect.poll(calledFiring).toEqual(alarms.toSorted())
    const fired = await firing()

    await end?.()
    await pass(20)
    await expect.poll(calledFiring).toEqual([])
    // A subject is cut after a hundred characters.
    const mailOf = async (state: string, name: string) =>
      (await mails()).slice(told).find(({ subject }) => subject.startsWith(`${state}: "${name}"`))
    for (const { name, description } of fired) {
      const { what = '', paragraph = '' } = readAlarmDescription(description) ?? {}
      for (const text of [what, `${CONSOLE}guide#${paragraph}`, `${CONSOLE}alarms`])
        await expect.poll(async () => (await mailOf('ALARM', name))?.text ?? '').toContain(text)
      await expect.poll(() => mailOf('OK', name)).toBeDefined()
    }
  },
)
