import { DeleteApiKeyCommand, GetApiKeysCommand } from '@aws-sdk/client-api-gateway'
import { AdminDeleteUserCommand, UserNotFoundException } from '@aws-sdk/client-cognito-identity-provider'
import {
  type AttributeValue,
  BatchWriteItemCommand,
  DescribeTableCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb'
import { api } from '../system/api.ts'
import type { Endpoints } from '../system/endpoints.ts'
import type { Account } from './account.ts'
import { BUSINESSES } from './businesses.ts'
import type { Ledger } from './ledger.ts'
import { removeSilos } from './remove-silos.ts'

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const BATCH = 25

/** Removes the demo's tenants, their data, their API keys and those of their people who belong to nobody else. Answers how many items went. */
export async function reset(endpoints: Endpoints, ledger: Ledger, account: Account): Promise<number> {
  const tenantIds = ledger.tenants.map(({ tenantId }) => tenantId)
  const pool = await poolOf(endpoints, ledger)
  let removed = 0
  await removeSilos(account, tenantIds)
  const staying = new Set<string>()
  for (const table of await account.tables()) {
    const keys = await keysOf(account, table)
    for await (const { Items = [] } of paginateScan({ client: account.dynamodb }, { TableName: table })) {
      const ours = Items.filter((item) => tenantIds.some((id) => JSON.stringify(item).includes(id)))
      for (const item of Items.filter((one) => !ours.includes(one))) {
        // A membership that somebody else gave one of our people.
        if (item.userId?.S !== undefined && item.email?.S !== undefined) staying.add(item.email.S)
      }
      await remove(
        account,
        table,
        ours.map((item) => keyOf(item, keys)),
      )
      removed += ours.length
    }
  }
  await removeKeys(account, tenantIds)
  for (const email of ledger.people.filter((one) => !staying.has(one))) await removePerson(account, pool, email)
  return removed
}

/** The pool of people that tenants share. Asked before anything is removed: afterwards no tenant tells. */
async function poolOf({ controlPlaneApi }: Endpoints, { tenants }: Ledger): Promise<string | undefined> {
  const send = api(controlPlaneApi)
  const silos = BUSINESSES.filter(({ tier }) => tier === 'Platinum').map(({ name }) => name)
  for (const { name } of tenants.filter(({ business }) => !silos.includes(business))) {
    const config = await send('GET', `/tenant-config?name=${encodeURIComponent(name)}`).catch(() => null)
    if (config) return config.userPoolId
  }
  return undefined
}

async function keysOf({ dynamodb }: Account, table: string): Promise<string[]> {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: table }))
  return (Table?.KeySchema ?? []).map(({ AttributeName = '' }) => AttributeName)
}

const keyOf = (item: Record<string, AttributeValue>, keys: string[]) =>
  Object.fromEntries(Object.entries(item).filter(([name]) => keys.includes(name)))

async function remove({ dynamodb }: Account, table: string, keys: Record<string, AttributeValue>[]): Promise<void> {
  for (let at = 0; at < keys.length; at += BATCH) {
    const requests = keys.slice(at, at + BATCH).map((Key) => ({ DeleteRequest: { Key } }))
    await dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }))
  }
}

async function removeKeys({ gateway }: Account, tenantIds: string[]): Promise<void> {
  for (const tenantId of tenantIds) {
    const { items = [] } = await gateway.send(new GetApiKeysCommand({ nameQuery: tenantId }))
    for (const { id, name } of items) {
      if (name?.includes(tenantId)) await gateway.send(new DeleteApiKeyCommand({ apiKey: id }))
    }
  }
}

async function removePerson({ cognito }: Account, pool: string | undefined, email: string): Promise<void> {
  if (pool === undefined) return
  try {
    await cognito.send(new AdminDeleteUserCommand({ UserPoolId: pool, Username: email }))
  } catch (error) {
    if (!(error instanceof UserNotFoundException)) throw error
  }
}
