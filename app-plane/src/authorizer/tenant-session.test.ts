import type { STSClient } from '@aws-sdk/client-sts'
import { TENANT_SESSION_REFRESH_SECONDS, TENANT_SESSION_SECONDS } from '@tenantry/contracts/timing.ts'
import { beforeEach, expect, test } from 'vitest'
import { sessionsByRole } from './tenant-session.ts'

let calls: Record<string, unknown>[]
let now: number
let session: ReturnType<typeof sessionsByRole>

beforeEach(() => {
  calls = []
  now = Date.parse('2026-01-01T00:00:00.000Z')
  const sts = {
    async send({ input }: { input: Record<string, unknown> }) {
      calls.push(input)
      await Promise.resolve()
      const Expiration = new Date(now + TENANT_SESSION_SECONDS * 1000)
      return { Credentials: { AccessKeyId: `A${calls.length}`, SecretAccessKey: 's', SessionToken: 't', Expiration } }
    },
  } as unknown as STSClient
  session = sessionsByRole(sts, {
    roleArns: { TenantAdmin: 'arn:admin', TenantUser: 'arn:user' },
    system: { now: () => now },
  })
})

test('a session is bound to its tenant by tag, by name and by policy', async () => {
  await session('acme00000000', 'TenantUser')
  expect(calls).toMatchObject([
    {
      RoleArn: 'arn:user',
      RoleSessionName: 'acme00000000',
      Tags: [{ Key: 'TenantId', Value: 'acme00000000' }],
      DurationSeconds: TENANT_SESSION_SECONDS,
    },
  ])
  expect(JSON.parse(String(calls[0]?.Policy))).toMatchObject({
    Statement: [
      { Effect: 'Allow' },
      {
        Effect: 'Deny',
        Condition: {
          'ForAnyValue:StringNotLike': { 'dynamodb:LeadingKeys': ['acme00000000', 'acme00000000-*', '*#acme00000000'] },
        },
      },
    ],
  })
})

test('fifty callers at once make one call to STS for each tenant and role', async () => {
  const callers = Array.from({ length: 50 }, (_, n) => session(n % 2 ? 'acme00000000' : 'globex000000', 'TenantUser'))
  await Promise.all(callers)
  expect(calls).toHaveLength(2)
  await session('acme00000000', 'TenantAdmin')
  expect(calls).toHaveLength(3)
})

test('a session is used until five minutes of it are left, and then replaced', async () => {
  await session('acme00000000', 'TenantUser')
  now += (TENANT_SESSION_SECONDS - TENANT_SESSION_REFRESH_SECONDS) * 1000 - 1
  await session('acme00000000', 'TenantUser')
  expect(calls).toHaveLength(1)
  now += 1
  expect(await session('acme00000000', 'TenantUser')).toMatchObject({ accessKeyId: 'A2' })
})
