import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { AlarmView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { auditRecord, auditWrite, type By } from '@tenantry/toolkit/audit.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { type Item, type Table, TransactionCancelled, table, transact, type Write } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { operatorRemoved } from '../operators/operator.ts'
import { acknowledgementKey, removedOperatorKey } from '../tenants/tenant-items.ts'
import type { DeployedAlarm } from './deployed-alarms.ts'

export type Acknowledgement = NonNullable<AlarmView['acknowledged']>

/** Who has taken on which alarm. What is kept is of the alarm's last change of state at that time: with the next one it counts no more. */
export interface Acknowledgements {
  /** By the names of alarms. */
  of(alarms: readonly DeployedAlarm[]): Promise<Map<string, Acknowledgement>>
  /** Keeps one with its audit record, if the operator is one still. Throws CONFLICT where somebody else was faster. */
  add(alarm: DeployedAlarm, change: { before: Acknowledgement | null; note: string; by: By }): Promise<Acknowledgement>
}

const Kept = z.object({
  alarm: z.string(),
  since: z.string(),
  by: z.string(),
  at: z.string(),
  note: z.string(),
})

/** Of silos that are gone nobody asks again; an alarm that fires for a year is to be taken on anew. */
const KEPT_SECONDS = 366 * 86_400
const KEYS_AT_ONCE = 100

interface Tables {
  tenants: string
  audit: string
}

export function acknowledgements(
  client: DynamoDBClient,
  tables: Tables,
  system: Pick<System, 'now' | 'uuid'>,
): Acknowledgements {
  const items = table(client, tables.tenants)
  return {
    async of(alarms) {
      const sinceOf = new Map(alarms.map(({ name, since }) => [name, since]))
      const kept = (await getAll(items, [...sinceOf.keys()])).map((item) => z.parse(Kept, item))
      return new Map(
        kept
          .filter(({ alarm, since }) => sinceOf.get(alarm) === since)
          .map(({ alarm, by, at, note }) => [alarm, { by, at, note }]),
      )
    },
    async add({ name, since }, { before, note, by }) {
      const now = system.now()
      const after = { by: by.actor.email ?? '', at: new Date(now).toISOString(), note }
      const isOperator: Write = {
        kind: 'check',
        table: tables.tenants,
        key: removedOperatorKey(by.actor.id ?? ''),
        condition: 'attribute_not_exists(pk)',
      }
      const change = {
        tenantId: null,
        action: 'alarm.acknowledged',
        object: { kind: 'alarm' as const, id: name },
        before: before && { ...before },
        after,
      }
      const record = auditWrite(tables.audit, auditRecord('alarms', by, change, system))
      const names = { '#at': 'at', '#since': 'since' }
      const unchanged = before
        ? { condition: '#at = :at AND #since = :since', values: { ':at': before.at, ':since': since } }
        : { condition: 'attribute_not_exists(#at) OR #since <> :since', values: { ':since': since } }
      const item = { ...acknowledgementKey(name), alarm: name, since, ...after, expiresAt: expiryOf(now) }
      const put: Write = { kind: 'put', table: tables.tenants, item, names, ...unchanged }
      try {
        await transact(client, [isOperator, record, put])
      } catch (error) {
        if (!(error instanceof TransactionCancelled)) throw error
        if (error.failedAt(0)) throw operatorRemoved()
        throw new ApiError('CONFLICT', 'Somebody has just taken on this alarm. Look at it again.')
      }
      return after
    },
  }
}

const expiryOf = (now: number): number => Math.floor(now / 1000) + KEPT_SECONDS

async function getAll(items: Pick<Table, 'getMany'>, names: string[]): Promise<Item[]> {
  const portions: string[][] = []
  for (let at = 0; at < names.length; at += KEYS_AT_ONCE) portions.push(names.slice(at, at + KEYS_AT_ONCE))
  return (await Promise.all(portions.map((portion) => items.getMany(portion.map(acknowledgementKey))))).flat()
}
