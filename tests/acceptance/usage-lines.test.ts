import { BatchGetTracesCommand, GetTraceSummariesCommand, XRayClient } from '@aws-sdk/client-xray'
import { UsageLine } from '@tenantry/contracts/usage.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { account } from '../soak/account.ts'
import { eventually } from './eventually.ts'
import { onboard, type Tenant } from './onboarding.ts'
import { freshSystem } from './system.ts'

// What the functions of a real system write of their work, beside what Lambda itself reports of their invocations.

const Report = z.object({ type: z.literal('platform.report'), record: z.object({ requestId: z.string() }) })
const Marked = z.object({ usage: z.string() })

let system: Awaited<ReturnType<typeof freshSystem>>
let acme: Tenant
const texts: string[] = []

const parsed = () =>
  texts.flatMap((text) => {
    try {
      return [JSON.parse(text) as unknown]
    } catch {
      return []
    }
  })
const usage = () =>
  parsed()
    .filter((line) => z.safeParse(Marked, line).success)
    .map((line) => z.parse(UsageLine, line))
const reports = () => parsed().flatMap((line) => z.safeParse(Report, line).data?.record.requestId ?? [])
const workOf = (service: string, operation: string) =>
  usage().find((line) => line.service === service && line.operation === operation)
/** What worked for the request that one piece of work belongs to. */
const belongingTo = (service: string, operation: string) => {
  const began = workOf(service, operation)
  return usage()
    .filter(({ correlationId }) => began !== undefined && correlationId === began.usageId)
    .map((line) => `${line.usage} ${line.service} ${line.operation}`)
}

beforeAll(async () => {
  system = await freshSystem(undefined, { traceSampling: 1, logged: ({ message }) => texts.push(message) })
  acme = await onboard(system.endpoints, 'Metered', 'ada@metered.example')
  await acme.api.post('/users', { email: 'bob@metered.example', role: 'TenantUser' })
  await eventually('the news of an invitation to be kept', async () =>
    belongingTo('users', 'inviteUser').includes('message audit-trail auditRecorded'),
  )
})
afterAll(() => system.close())

test('everything that an onboarding leads to belongs to the request that confirmed it', async () => {
  const all = () => belongingTo('registration', 'confirmRegistration')
  await expect
    .poll(all)
    .toEqual(
      expect.arrayContaining([
        'request registration confirmRegistration',
        'step workflows onboarding/preflight',
        'step workflows onboarding/app-plane',
        'message tenant-directory sbt_aws_onboardingRequest',
        'message request-results sbt_aws_provisionSuccess',
        'step workflows onboarding/activate',
        'message tenant-directory sbt_aws_onboardingSuccess',
        'message tenant-people sbt_aws_tenantUserCreated',
      ]),
    )
})

test('an onboarding is one trace, from the request through its state machine to the last consumer', async () => {
  const xray = new XRayClient(account(system.endpoints))
  const [StartTime, EndTime] = [new Date(Date.now() - 600_000), new Date(Date.now() + 60_000)]
  const FilterExpression = 'annotation.Operation = "confirmRegistration"'
  await expect
    .poll(async () => {
      const { TraceSummaries = [] } = await xray.send(
        new GetTraceSummariesCommand({ StartTime, EndTime, FilterExpression }),
      )
      const TraceIds = TraceSummaries.map(({ Id = '' }) => Id)
      const { Traces = [] } = await xray.send(new BatchGetTracesCommand({ TraceIds }))
      const segments = Traces.flatMap(({ Segments = [] }) => Segments.map(({ Document = '' }) => JSON.parse(Document)))
      return segments.flatMap(({ origin, subsegments, annotations }) => [
        ...(origin === 'AWS::StepFunctions::StateMachine' ? subsegments.map(({ name }: { name: string }) => name) : []),
        ...(annotations?.TenantId === acme.config.tenantId ? [annotations.Operation] : []),
      ])
    })
    .toEqual(expect.arrayContaining(['Preflight', 'Activate', 'onboarding/activate', 'sbt_aws_onboardingSuccess']))
})

test('work for a tenant names it, from the authorizer to the last consumer, with its tier and its units', () => {
  const { tenantId } = acme.config
  expect(workOf('authorizer', 'authorize')).toMatchObject({ tenantId, tier: 'Basic', status: 200 })
  const invited = workOf('users', 'inviteUser')
  expect(invited).toMatchObject({ tenantId, tier: 'Basic', status: 201 })
  expect(invited?.writeUnits).toBeGreaterThan(0)
  expect(workOf('audit-trail', 'auditRecorded')).toMatchObject({ tenantId, status: 200 })
  expect(usage().filter(({ service }) => service === 'token-trigger')).toMatchObject([{ tenantId, status: 200 }])
})

test('each invocation that Lambda reports has written a usage line, and no usage line has an address', () => {
  const worked = new Set(usage().map(({ functionRequestId }) => functionRequestId))
  expect(reports().length).toBeGreaterThan(20)
  expect(reports().filter((requestId) => !worked.has(requestId))).toEqual([])
  expect(JSON.stringify(usage())).not.toMatch(/@|metered\.example/)
})
