import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { registered } from './audit.ts'
import { newRegistration } from './onboarding.ts'
import type { Tenant } from './tenant.ts'
import { type SignUp, Stale, tenantStore } from './tenant-store.ts'

const tenant: Tenant = {
  tenantId: 'acme00000000',
  name: 'Acme Corp',
  adminEmail: 'ann@acme.example',
  tier: 'Basic',
  deployment: 'pool',
  shards: 1,
  registrationId: 'reg_1',
  createdAt: '2026-01-01T00:00:00.000Z',
  sequence: 1,
  status: 'provisioning',
  apiKeyId: null,
}
const { tenantId, registrationId, createdAt } = tenant
const registration = newRegistration({ registrationId, tenantId, createdAt })
const signUp: SignUp = {
  tenant,
  registration,
  audit: registered(tenant, 'applicant'),
  outbox: { kind: 'start', tenantId, sequence: 1, at: createdAt, registrationId },
  answered: { key: 'k1', bodyHash: 'h1', answer: { registrationId, tenantId, status: 'provisioning' } },
}

const Transaction = z.object({
  TransactItems: z.array(
    z.object({
      Put: z.looseObject({
        Item: z.looseObject({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) }),
        ConditionExpression: z.string(),
      }),
    }),
  ),
})

/** A real client whose requests are kept and answered here. */
function storeThatAnswers(answer: { statusCode: number; body: object }) {
  const calls: { target: string | undefined; body: unknown }[] = []
  const client = new DynamoDBClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    requestHandler: {
      handle: async ({ headers, body }: { headers: Record<string, string>; body: Uint8Array }) => {
        calls.push({ target: headers['x-amz-target'], body: JSON.parse(new TextDecoder().decode(body)) })
        return {
          response: { statusCode: answer.statusCode, headers: {}, body: Buffer.from(JSON.stringify(answer.body)) },
        }
      },
    },
  })
  return { store: tenantStore(client, 'tenants'), calls }
}

const cancelled = (...codes: string[]) => ({
  statusCode: 400,
  body: {
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    CancellationReasons: codes.map((Code) => ({ Code })),
  },
})

describe('the tenant store', () => {
  it('registers in one transaction, of which every part must be new', async () => {
    const { store, calls } = storeThatAnswers({ statusCode: 200, body: {} })
    expect(await store.register(signUp)).toBe('registered')
    expect(calls.map(({ target }) => target)).toEqual(['DynamoDB_20120810.TransactWriteItems'])
    const { TransactItems } = z.parse(Transaction, calls[0]?.body)
    expect(TransactItems.map(({ Put: { Item } }) => `${Item.pk.S} ${Item.sk.S}`)).toEqual([
      'name#acme corp name',
      'idempotency#register#k1 idempotency',
      'tenant#acme00000000 tenant',
      'registration#reg_1 registration',
      'tenant#acme00000000 audit#0000000001',
      'tenant#acme00000000 outbox#0000000001',
    ])
    expect(new Set(TransactItems.map(({ Put }) => Put.ConditionExpression))).toEqual(
      new Set(['attribute_not_exists(pk)']),
    )
  })

  it('says which part was not new, the idempotency key before the name', async () => {
    const failed = 'ConditionalCheckFailed'
    const taken = storeThatAnswers(cancelled(failed, 'None', 'None', 'None', 'None', 'None'))
    expect(await taken.store.register(signUp)).toBe('name-taken')
    const used = storeThatAnswers(cancelled(failed, failed, 'None', 'None', 'None', 'None'))
    expect(await used.store.register(signUp)).toBe('key-used')
    const collision = storeThatAnswers(cancelled('None', 'None', failed, 'None', 'None', 'None'))
    await expect(collision.store.register(signUp)).rejects.toThrow('ConditionalCheckFailed')
  })

  it('changes a tenant only on top of the state that was read, with its history and its event', async () => {
    const { store, calls } = storeThatAnswers({ statusCode: 200, body: {} })
    const { audit, outbox } = signUp
    const progress = { before: registration, after: { ...registration, version: 2 } }
    await store.commit({ before: tenant, after: { ...tenant, sequence: 2 }, registration: progress, audit, outbox })
    const { TransactItems } = z.parse(Transaction, calls[0]?.body)
    expect(TransactItems).toHaveLength(4)
    expect(TransactItems.slice(0, 2)).toMatchObject(
      ['sequence', 'version'].map((counter) => ({
        Put: {
          ConditionExpression: '#counter = :counter',
          ExpressionAttributeNames: { '#counter': counter },
          ExpressionAttributeValues: { ':counter': { N: '1' } },
        },
      })),
    )
  })

  it('says that a tenant was changed by others, and leaves the onboarding alone where it is not touched', async () => {
    const { audit, outbox } = signUp
    const change = { before: tenant, after: { ...tenant, sequence: 2 }, registration: null, audit, outbox }
    const failed = storeThatAnswers(cancelled('ConditionalCheckFailed', 'None', 'None'))
    await expect(failed.store.commit(change)).rejects.toBeInstanceOf(Stale)
    const { TransactItems } = z.parse(Transaction, failed.calls[0]?.body)
    expect(TransactItems.map(({ Put: { Item } }) => Item.sk.S)).toEqual([
      'tenant',
      'audit#0000000001',
      'outbox#0000000001',
    ])
  })

  it('lists only tenants, names and waiting records: no other item has the key of the index', async () => {
    const { store, calls } = storeThatAnswers({ statusCode: 200, body: {} })
    await store.register(signUp)
    const { TransactItems } = z.parse(Transaction, calls[0]?.body)
    const listed = TransactItems.flatMap(({ Put: { Item } }) => ('listing' in Item ? [Item.listing] : []))
    expect(listed).toEqual([{ S: 'name' }, { S: 'tenant' }, { S: 'outbox' }])
  })
})
