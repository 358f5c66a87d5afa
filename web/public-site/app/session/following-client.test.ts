import { expect, test } from 'vitest'
import { ApiProblem, type ProblemCode } from '../../../shared/api/api-problem.ts'
import type { TenantClient } from '../../../shared/api/tenant-api.ts'
import type { Tenant } from '../../session/tenant-session.ts'
import { followingClient } from './following-client.ts'

const POOL = { tenantId: 'acme00000000', name: 'Acme', apiUrl: 'https://api.example/pool' } as Tenant
const SILO = { ...POOL, apiUrl: 'https://api.example/acme00000000' }

/** The pool answers this problem, and the tenant is found there. */
function following(code: ProblemCode, present: Tenant) {
  const asked: string[] = []
  const kept: Tenant[] = []
  let looks = 0
  const client = followingClient(POOL, {
    clientOf: ({ apiUrl }) =>
      (async (operation: string) => {
        asked.push(`${operation} ${apiUrl}`)
        if (apiUrl === POOL.apiUrl) throw new ApiProblem(code, 'no', {})
        return { id: 'one' }
      }) as unknown as TenantClient,
    async locate() {
      looks++
      return present
    },
    moved: (tenant) => void kept.push(tenant),
  })
  return { client, asked, kept, looks: () => looks }
}

test.each(['TENANT_MOVED', 'TENANT_MOVING'] as const)(
  'a call that the old address refuses with %s is made where the tenant is served now, and so are those after it',
  async (code) => {
    const { client, asked, kept, looks } = following(code, SILO)
    expect(await client('getMe', {})).toEqual({ id: 'one' })
    await client('getMe', {})
    expect(asked).toEqual([`getMe ${POOL.apiUrl}`, `getMe ${SILO.apiUrl}`, `getMe ${SILO.apiUrl}`])
    expect([kept, looks()]).toEqual([[SILO], 1])
  },
)

test('calls that are refused together ask once where the tenant is', async () => {
  const { client, asked, looks } = following('TENANT_MOVED', SILO)
  await Promise.all([client('getMe', {}), client('getMe', {})])
  expect(asked.filter((one) => one.includes(SILO.apiUrl))).toHaveLength(2)
  expect(looks()).toBe(1)
})

test.each([
  ['the tenant is where it was', 'TENANT_MOVING', POOL],
  ['the name is another tenant’s by now', 'TENANT_MOVED', { ...SILO, tenantId: 'other0000000' }],
  ['the problem is another one', 'TENANT_SUSPENDED', SILO],
] as const)('the problem is shown when %s', async (_, code, present) => {
  const { client, asked } = following(code, present)
  await expect(client('getMe', {})).rejects.toMatchObject({ code })
  expect(asked).toHaveLength(1)
})
