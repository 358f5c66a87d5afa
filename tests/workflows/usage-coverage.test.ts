import { alarms } from '@tenantry/infra/operations/alarms.ts'
import { testCloudWatch } from '@tenantry/local-cloud/cloudwatch/cloudwatch-fixture.ts'
import { resourceContext } from '@tenantry/local-cloud/logs/logs-fixture.ts'
import { type Line, reportLine, TEN, usageLine, zipped } from '@tenantry/metering/lines-fixture.ts'
import { invocationHandler } from '@tenantry/toolkit/invocation-handler.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { countMetric } from '@tenantry/toolkit/metrics.ts'
import { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { expect, test, vi } from 'vitest'
import { alarmText } from '../support/alarm-text.ts'
import { CONTEXT, loggedLines } from '../support/logged-lines.ts'
import { usageWorld } from '../support/usage.ts'

// What happens to usage lines that are lost on their way to the bucket: an alarm, and nobody else's usage.

const TENANTS = ['t1', 't2', 't3', 't4']
const REQUESTS = 400

const lines = Array.from({ length: REQUESTS }, (_, n): Line[] => {
  const ids = { usageId: `req-${n}`, functionRequestId: `fn-${n}`, tenantId: TENANTS[n % TENANTS.length] ?? null }
  const at = TEN + n * 5_000
  return [usageLine({ ...ids, time: new Date(at).toISOString() }), reportLine(ids.functionRequestId, at + 3, 20)]
}).flat()
/** One usage line in twenty, of t1 alone: every second line is one. */
const isLost = (_: Line, n: number) => n % 2 === 0 && (n / 2) % 20 === 0
const left = lines.filter((line, n) => !isLost(line, n))

/** What usage is when these lines come to the bucket, and what the rebuilder logs of its work. */
async function metered(delivered: Line[]) {
  const world = await usageWorld(undefined, countMetric)
  const logged = loggedLines()
  const logger = createLogger('usage-rebuilder')
  const notice = await world.deliver('usage/one', zipped(delivered))
  const run = async () => {
    expect(await world.work([notice])).toEqual([])
  }
  await invocationHandler({ kind: 'step', logger, describe: () => ({ operation: 'rebuild' }), run })({}, CONTEXT)
  vi.restoreAllMocks()
  const { hours } = await world.computed([TEN])
  await world.close()
  const sums = (hours[0] ?? []).map(({ tenantId, requests, billedMs, readUnits }) => [
    tenantId,
    { requests, billedMs, readUnits },
  ])
  return { usage: Object.fromEntries(sums), line: logged.lines().at(-1) }
}

/** The alarm of the deployment, in a CloudWatch that is told what the rebuilder logged. */
async function coverageAlarm() {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Alarms')
  alarms(stack, { services: [{ name: 'things' }] })
  const found = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'))
  const alarm = found.find(({ Properties }) => alarmText(Properties.AlarmDescription).includes('usage-with-gaps'))
  const cloudWatch = testCloudWatch()
  const [type] = cloudWatch.resourceTypes
  if (!type) throw new Error('no type')
  const known = { AlarmDescription: alarmText(alarm?.Properties.AlarmDescription), AlarmActions: [], OKActions: [] }
  await type.create(type.properties.parse({ ...alarm?.Properties, ...known }), resourceContext('Coverage'))
  return {
    /** Five minutes, with what was logged in them. */
    pass(line: Record<string, unknown> | undefined) {
      const { clock } = cloudWatch.context
      const stamped = { ...line, _aws: { ...(line?._aws as object), Timestamp: clock.now() } }
      cloudWatch.readLine({ group: 'any', stream: 'any', timestamp: clock.now(), message: JSON.stringify(stamped) })
      for (let minute = 0; minute < 6; minute++) clock.advance(60_000)
    },
    state: async () => (await cloudWatch.call('DescribeAlarms', {})).MetricAlarms[0].StateValue,
  }
}

test('five percent of the usage lines lost is an alarm, which is over once they are there', async () => {
  const alarm = await coverageAlarm()
  const { line: whole } = await metered(lines)
  const { line: gaps } = await metered(left)
  expect(whole).toMatchObject({ MeteredInvocations: REQUESTS, UnexplainedInvocations: 0 })
  expect(gaps).toMatchObject({ MeteredInvocations: REQUESTS, UnexplainedInvocations: REQUESTS / 20 })
  alarm.pass(whole)
  await expect.poll(alarm.state).toBe('OK')
  alarm.pass(gaps)
  await expect.poll(alarm.state).toBe('ALARM')
  alarm.pass(whole)
  await expect.poll(alarm.state).toBe('OK')
})

test('what is lost of a tenant is nobody else’s usage, and what was billed for it the platform’s', async () => {
  const { usage: whole } = await metered(lines)
  const { usage: gaps } = await metered(left)
  for (const tenant of TENANTS.slice(1)) expect(gaps[tenant]).toEqual(whole[tenant])
  expect(gaps.t1).toEqual({ requests: 80, billedMs: 80 * 20, readUnits: 40 })
  expect(gaps.null).toEqual({ requests: 0, billedMs: 20 * 20, readUnits: 0 })
})
