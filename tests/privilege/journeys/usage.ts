import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { BILLING_FILES, USAGE_FILES, usageBucketName } from '@tenantry/infra/names.ts'
import { noSums } from '@tenantry/metering/sums.ts'
import type { Client } from '../../acceptance/client.ts'
import { eventually } from '../../acceptance/eventually.ts'
import type { Tenant } from '../../acceptance/onboarding.ts'
import { tick } from '../../acceptance/tick.ts'
import { routesOf } from '../../attacks/world/route.ts'
import { account, tableOf } from '../account.ts'

/** From before the journeys began until after they ended. */
export const usageSpan = (): string => {
  const moment = (hours: number) => encodeURIComponent(new Date(Date.now() + hours * 3_600_000).toISOString())
  return `from=${moment(-3)}&to=${moment(3)}`
}

/** What a tenant may use of a month is used up, while no other journey uses any; then its tier has no maximum again. */
export async function allowance(endpoints: Endpoints, admin: Client, { config }: Tenant): Promise<void> {
  const route = (await routesOf(config.apiUrl)).find((one) => one.allowance !== null)
  if (!route?.allowance) return
  const most = 1_000_000
  await admin.put('/tiers/Basic', { allowances: { [route.allowance]: most } })
  const { tenantId } = config
  const usage = await tableOf(endpoints, 'control-plane-UsageTable')
  const row = { service: route.service, operation: route.operation, ...noSums(), requests: most, latency: [] }
  await usage.put({ pk: tenantId, sk: `day#${month()}-${anotherDay()}`, tier: 'Basic', rows: [row], version: 1 })
  const used = { ...line(tenantId, 'u'), service: route.service, operation: route.operation, status: 201 }
  await deliver(endpoints, 'journey-used', [used])
  await eventually('the allowance to be used up', async () => usage.get({ pk: `allowances#${month()}`, sk: tenantId }))
  await admin.put('/tiers/Basic', { allowances: {} })
}

/** Files of usage arrive, the second one for hours that were computed, and a day is billed; operators and the tenant's admin look at what came of them. */
export async function usage(endpoints: Endpoints, admin: Client, { config: { tenantId }, api }: Tenant): Promise<void> {
  const path = `/tenants/${tenantId}`
  for (const n of [1, 2]) {
    await deliver(
      endpoints,
      `journey-${n}`,
      [`a${n}`, `b${n}`, `c${n}`].map((id) => line(tenantId, id)),
    )
    await eventually('the usage to be computed', async () => {
      const { body } = await admin.get(`${path}/usage?${usageSpan()}`)
      // No descriptor has the name, so it counts as work of the platform for the tenant.
      const seen = (body.items as { operation: string; requests: number }[]).filter(({ operation }) =>
        operation.startsWith('journey/'),
      )
      return seen.reduce((sum, { requests }) => sum + requests, 0) === 3 * n
    })
  }
  await billed(endpoints, tenantId)
  await nearQuota(endpoints, tenantId)
  for (const read of ['/usage', '/usage?by=day', '/serving', '/incidents', `${path}/health`, `${path}/requests`])
    await admin.get(read)
  const { headers } = await api.get('/users')
  await eventually('the story of a request', async () => {
    const { status } = await admin.get(`/stories/${headers.get('x-amzn-requestid')}`)
    return status === 200
  })
  for (const list of ['usage', 'requests', 'audit']) await api.get(`/account/${list}`)
}

/** A day that has ended is reported for billing. */
async function billed(endpoints: Endpoints, tenantId: string): Promise<void> {
  const at = new Date(Date.now() - 2 * 24 * 3_600_000).toISOString()
  await deliver(endpoints, 'journey-billed', [{ ...line(tenantId, 'd'), time: at }])
  const s3 = new S3Client({ ...account(endpoints), forcePathStyle: true })
  const place = {
    Bucket: usageBucketName(endpoints),
    Key: `${BILLING_FILES}/usage/${at.slice(0, 10)}/${tenantId}.json`,
  }
  await eventually('the day to be reported', async () => {
    await tick(endpoints, 'control-plane-Billing')
    return s3.send(new HeadObjectCommand(place)).then(
      () => true,
      () => false,
    )
  })
}

/** The tenant has used nearly all requests of the month: its admin gets a mail. */
async function nearQuota(endpoints: Endpoints, tenantId: string): Promise<void> {
  const usage = await tableOf(endpoints, 'control-plane-UsageTable')
  const rows = [{ service: 'journey', operation: 'any', ...noSums(), requests: 900_000, latency: [] }]
  await usage.put({ pk: tenantId, sk: `day#${month()}-${anotherDay()}`, tier: 'Basic', rows, version: 1 })
  await eventually('the mail about the quota', async () => {
    await tick(endpoints, 'control-plane-QuotaMails')
    return (await usage.get({ pk: `quota-mails#${month()}`, sk: tenantId }))?.threshold === 80
  })
}

const month = (): string => new Date().toISOString().slice(0, 7)
/** Another day than those whose usage is computed meanwhile. */
const anotherDay = (): string => (new Date().getUTCDate() > 20 ? '10' : '27')

async function deliver(endpoints: Endpoints, name: string, lines: object[]): Promise<void> {
  const s3 = new S3Client({ ...account(endpoints), forcePathStyle: true })
  const Body = lines.map((one) => `${JSON.stringify(one)}\n`).join('')
  await s3.send(new PutObjectCommand({ Bucket: usageBucketName(endpoints), Key: `${USAGE_FILES}/${name}`, Body }))
}

const line = (tenantId: string, id: string) => ({
  usage: 'request',
  usageId: `journey-${id}`,
  time: new Date().toISOString(),
  tenantId,
  tier: 'Basic',
  service: 'journey',
  operation: `${id.charAt(0)}Operation`,
  status: 500,
  durationMs: 10,
  readUnits: 1,
  writeUnits: 1,
  bytesIn: 1,
  bytesOut: 1,
  logBytes: 1,
  functionRequestId: `journey-${id}`,
  correlationId: `journey-${id}`,
})
