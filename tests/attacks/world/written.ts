import { gunzipSync } from 'node:zlib'
import { CloudWatchClient, paginateListMetrics } from '@aws-sdk/client-cloudwatch'
import { GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3'
import { BatchGetTracesCommand, paginateGetTraceSummaries, XRayClient } from '@aws-sdk/client-xray'
import { USAGE_FORMATS, type UsageFormat } from '@tenantry/contracts/control-plane-api/usage-operations.ts'
import { METRICS_NAMESPACE } from '@tenantry/contracts/metrics.ts'
import { usageBucketName } from '@tenantry/infra/names.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { atMostEvery } from '../../support/at-most-every.ts'
import { clientAs } from './accounts.ts'
import { send } from './http.ts'
import type { World } from './world.ts'

/** What is written down of the system's work besides logs, and of what it gives away. */
export interface Written {
  name: string
  /** What is surely in it: who looks for it finds it. */
  telling: string
  /** Whether it may hold people's addresses. */
  mayHaveAddresses: boolean
  read(): Promise<string>
}

const HOUR_MS = 3_600_000
/** Firehose delivers a file each minute. */
const DELIVERY_MS = 61_000
/** For so long what has been delivered is on its way through queues, on a busy machine. */
const PATIENCE_MS = 5_000
/** Traces of one BatchGetTraces. */
const TRACES = 5

export function writtenOf(world: World): Written[] {
  const { tenantId } = world.attacker.config
  const once = (name: string, telling: string, read: () => Promise<string>, mayHaveAddresses = false): Written => {
    let text: Promise<string> | undefined
    return {
      name,
      telling,
      mayHaveAddresses,
      read() {
        text ??= read()
        return text
      },
    }
  }
  const delivered = () => usageOf(world, tenantId)
  return [
    once('traces', tenantId, () => tracesOf(world, tenantId), true),
    once('metrics', METRICS_NAMESPACE, () => metricsOf(world)),
    once('files of usage', tenantId, delivered),
    ...(Object.keys(USAGE_FORMATS) as UsageFormat[]).map((format) =>
      once(`usage as ${format}`, tenantId, async () => {
        await delivered()
        return eventually(`usage as ${format}`, async () => {
          const text = await exportedBy(world, format)
          return text.includes(tenantId) && text
        })
      }),
    ),
    once('a tenant’s export', tenantId, () => exportOf(world), true),
  ]
}

async function tracesOf({ endpoints, local }: World, tenantId: string): Promise<string> {
  const client = clientAs(XRayClient, endpoints)
  const now = local?.system.now() ?? Date.now()
  const ids: string[] = []
  const window = { StartTime: new Date(now - HOUR_MS), EndTime: new Date(now) }
  const FilterExpression = `annotation.TenantId = "${tenantId}"`
  for await (const page of paginateGetTraceSummaries({ client }, { ...window, FilterExpression })) {
    ids.push(...(page.TraceSummaries ?? []).flatMap(({ Id }) => Id ?? []))
  }
  const texts: string[] = []
  for (let at = 0; at < ids.length; at += TRACES) {
    const { Traces = [] } = await client.send(new BatchGetTracesCommand({ TraceIds: ids.slice(at, at + TRACES) }))
    texts.push(...Traces.flatMap(({ Segments = [] }) => Segments.map(({ Document = '' }) => Document)))
  }
  return texts.join('\n')
}

async function metricsOf({ endpoints }: World): Promise<string> {
  const client = clientAs(CloudWatchClient, endpoints)
  const texts: string[] = []
  for await (const { Metrics } of paginateListMetrics({ client }, {})) texts.push(JSON.stringify(Metrics ?? []))
  return texts.join('\n')
}

/** Waits for what comes of usage, while minute after minute is delivered, where time can be put forward. */
export function onceDelivered<T>({ local }: World, what: string, ask: () => Promise<T | false>): Promise<T> {
  const pass = atMostEvery(PATIENCE_MS, () => local?.system.leap(DELIVERY_MS))
  return eventually(what, async () => {
    const answer = await ask()
    if (!answer) pass()
    return answer
  })
}

/** Everything in the bucket of usage, once something of the tenant is there: files as delivered, and what was computed of them. */
async function usageOf(world: World, tenantId: string): Promise<string> {
  const { aws, region, accountId, credentials } = world.endpoints
  const client = new S3Client({ ...(aws && { endpoint: aws }), region, credentials, forcePathStyle: true })
  const Bucket = usageBucketName({ accountId, region })
  const everything = async () => {
    const texts: string[] = []
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket })) {
      for (const { Key } of Contents) {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
        texts.push(gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString())
      }
    }
    return texts.join('\n')
  }
  return onceDelivered(world, 'usage of the attacker', async () => {
    const text = await everything()
    return text.includes(tenantId) && text
  })
}

async function exportedBy({ endpoints, operators }: World, format: UsageFormat): Promise<string> {
  const { token } = operators.SystemAdmin
  const { status, text } = await send(endpoints.controlPlaneApi, {
    method: 'GET',
    path: `/usage?format=${format}`,
    token,
  })
  if (status !== 200) throw new Error(`Usage as ${format}: ${status} ${text}`)
  return text
}

async function exportOf({ attacker, exports }: World): Promise<string> {
  const { apiUrl } = attacker.config
  const { token } = attacker.admin
  const read = async (file: string) => {
    const path = `/exports/${exports.attacker}/link?file=${encodeURIComponent(file)}`
    const { status, text } = await send(apiUrl, { method: 'GET', path, token })
    if (status !== 200) throw new Error(`A link to ${file}: ${status} ${text}`)
    const { url } = JSON.parse(text) as { url: string }
    const answer = await fetch(url)
    if (!answer.ok) throw new Error(`${file}: ${answer.status} ${await answer.text()}`)
    return answer.text()
  }
  const manifest = await read('manifest.json')
  const { files } = JSON.parse(manifest) as { files: { name: string }[] }
  return [manifest, ...(await Promise.all(files.map(({ name }) => read(name))))].join('\n')
}
