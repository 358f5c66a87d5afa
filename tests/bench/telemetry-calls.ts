// In a process of its own, whose output is thrown away: what a request costs with and without telemetry, in turns. It reads one item, as the least request does.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { runWork } from '@tenantry/toolkit/run-work.ts'
import { table } from '@tenantry/toolkit/table.ts'

const ROUNDS = 20
const CALLS_PER_ROUND = 500
const WARM_UP = 3_000
const TRACED = 'Root=1-6abcdef0-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=1'

const answer = Buffer.from(
  JSON.stringify({
    Item: { tenantId: { S: 't1' }, id: { S: 'thing' }, name: { S: 'x'.repeat(300) } },
    ConsumedCapacity: { TableName: 'things', CapacityUnits: 0.5 },
  }),
)
const client = new DynamoDBClient({
  region: 'us-east-1',
  endpoint: 'http://127.0.0.1:1',
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  requestHandler: {
    handle: async () => ({
      response: { statusCode: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: answer },
    }),
  } as never,
})
const things = table(client, 'things')
const logger = createLogger('things')
const read = () => things.get({ tenantId: 't1', id: 'thing' })
let calls = 0
const told = () => {
  const id = `f3b6c1a0-5d52-4c57-9d0e-${String(calls++).padStart(12, '0')}`
  return runWork(
    logger,
    {
      kind: 'request',
      usageId: id,
      functionRequestId: id,
      correlationId: id,
      tenantId: 'tnt_0000000000000000000000000',
      tier: 'Basic',
      operation: 'getThing',
      keys: { requestId: id, userId: id },
    },
    read,
  )
}
const KINDS = {
  bare: () => read(),
  /** Usage line and metrics, which are one line. */
  lines: () => told(),
  /** And a subsegment to the daemon. */
  traced: () => told(),
}
type Kind = keyof typeof KINDS

async function spent(kind: Kind, count: number): Promise<number> {
  process.env._X_AMZN_TRACE_ID = kind === 'traced' ? TRACED : ''
  const before = process.cpuUsage()
  for (let call = 0; call < count; call++) await KINDS[kind]()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000 / count
}

const kinds = Object.keys(KINDS) as Kind[]
const samples: Record<Kind, number[]> = { bare: [], lines: [], traced: [] }
for (const kind of kinds) await spent(kind, WARM_UP)
for (let round = 0; round < ROUNDS; round++)
  for (const kind of kinds) samples[kind].push(await spent(kind, CALLS_PER_ROUND))

let line = ''
const { write } = process.stdout
process.stdout.write = ((text: string) => {
  line = text
  return true
}) as typeof write
await told()
process.send?.({ samples, line })
process.disconnect?.()
