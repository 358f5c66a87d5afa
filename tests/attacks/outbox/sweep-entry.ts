import { randomUUID } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { outboxPartition, WAITING_PARTITIONS } from '@tenantry/contracts/outbox.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { envelope } from '../product/rightful-event.ts'
import { OUTBOX } from '../product/services.ts'
import { type Credentials, clientAs } from '../world/accounts.ts'
import type { World } from '../world/world.ts'
import type { ForgedEntry } from './forged-entries.ts'
import type { Tap } from './tap.ts'

/** Long enough ago that its writer would have sent it. */
const LONG_AGO = '2026-01-01T00:00:00.000Z'

/** Puts an entry into the outbox as a thief, has the outbox swept, and answers whom the bus heard it of. */
export async function sweepEntry(
  world: World,
  tap: Tap,
  { credentials, keyType }: { credentials: Credentials; keyType: string },
  { type, detail, more }: ForgedEntry,
): Promise<string> {
  const { account, attacker, endpoints } = world
  const name = await account.table(OUTBOX)
  const marker = `attack-${randomUUID()}`
  const key = { partition: outboxPartition(attacker.config.tenantId, keyType, 0), id: marker }
  const entry = { ...more, ...key, outbox: WAITING_PARTITIONS[0], waitingSince: LONG_AGO, type, detail: detail(marker) }
  await table(clientAs(DynamoDBClient, endpoints, credentials), name).put(entry)
  await account.invoke('OutboxSweeper', sweepNow())
  const outbox = table(account.dynamodb, name)
  if (await outbox.get(key)) {
    await outbox.delete(key)
    return 'not sent'
  }
  const { source, 'detail-type': heardType, detail: heard } = await tap(marker)
  return sentAs({ source, type: heardType }, heard.tenantId === attacker.config.tenantId ? 'own' : heard.tenantId)
}

export const sentAs = ({ source, type }: { source: string; type: string }, tenant: string | undefined): string =>
  `sent as ${type} of ${source} for ${tenant === 'own' ? 'the own tenant' : tenant}`

const sweepNow = () => {
  const body = JSON.stringify(envelope({ type: 'Scheduled Event' }, {}, { source: 'aws.events' }))
  return {
    Records: [{ messageId: 'sweep', receiptHandle: 'none', body, attributes: { ApproximateReceiveCount: '1' } }],
  }
}
