import { AT, buildRequest, buildSignUp, buildTenant, TENANT_ID } from '@tenantry/tests/support/builders.ts'
import { testOperator } from '@tenantry/tests/support/operator.ts'
import { describe, expect, it } from 'vitest'
import { removedOperators } from '../operators/removed-operators.ts'
import { getTenantConfig } from '../tenant-config/get-tenant-config.ts'
import { likenessesOf } from '../tenants/likenesses.ts'
import type { Tenant } from '../tenants/tenant.ts'
import { renameTenant } from './rename-tenant.ts'

const active = buildTenant('active', { sequence: 4 })
const pool = { apiUrl: '', userPoolId: '', clientId: '', userPoolEndpoint: '', region: '' }
const WORKFLOW = 'wfl_globex'

async function operator(tenant: Tenant = active) {
  const { plane, ...rest } = await testOperator(tenant)
  return {
    ...rest,
    plane,
    rename: (name: unknown) => rest.run(renameTenant, { body: { name } }),
    /** What the sign-in is told of a name. */
    config: async (name: string) =>
      (await getTenantConfig({ tenants: plane.tenants, pool })(buildRequest({ query: { name } }))).body,
    signUp: (name: string) =>
      plane.tenants.register(
        buildSignUp({
          tenant: buildTenant('provisioning', {
            tenantId: 'globex000000',
            registrationId: 'reg_2',
            workflowId: WORKFLOW,
            name,
          }),
        }),
      ),
  }
}

describe('an operator who renames a tenant', () => {
  it('changes its name, tells the app plane, and leaves a record with both names', async () => {
    const { rename, sent, tenant, plane } = await operator()
    const until = '2026-01-31T00:00:00.000Z'
    expect(await rename(' Globex ')).toMatchObject({
      status: 200,
      body: { name: 'Globex', version: 5, formerNames: [{ name: 'Acme', until }] },
    })
    expect(sent).toMatchObject([
      {
        type: 'sbt_aws_tenantRenamed',
        detail: { tenantName: 'Globex', status: 'active', sequence: 5, apiKeyId: 'key1' },
      },
    ])
    expect(await tenant()).toEqual({ ...active, name: 'Globex', sequence: 5, formerNames: [{ name: 'Acme', until }] })
    expect((await plane.audit()).at(-1)).toMatchObject({ change: 'renamed', sequence: 5, at: AT })
    const found = async (search: string) =>
      (await plane.tenants.search({ search, filter: {}, limit: 5, after: null })).tenants.map(({ name }) => name)
    expect([await found('glo'), await found('acm')]).toEqual([['Globex'], []])
  })

  it('leads the old name to the sign-in for 30 days, and keeps what looks like it from others until then', async () => {
    const { rename, config, signUp, plane } = await operator()
    await rename('Globex')
    expect(await config('ACME')).toMatchObject({ tenantId: TENANT_ID, name: 'Globex', renamedFrom: 'Acme' })
    expect(await config('globex')).not.toHaveProperty('renamedFrom')
    plane.leap(29.9)
    for (const name of ['Acme', 'Асme', 'Globex', 'GIobex']) {
      expect(await plane.tenants.isNameTaken(name, likenessesOf(name)), name).toBe(true)
      expect(await signUp(name), name).toBe('name-taken')
    }
    plane.leap(0.2)
    await expect(config('Acme')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await plane.tenants.isNameTaken('Acme', likenessesOf('Acme'))).toBe(false)
    // Nothing has deleted the claims that are over.
    expect(await signUp('Асme')).toBe('registered')
    expect(await plane.tenants.tenantIdOf('Globex')).toBe(TENANT_ID)
  })

  it('can take the name back, and another one after that', async () => {
    const { rename, config, tenant, plane } = await operator()
    await rename('Globex')
    plane.leap(10)
    expect(await rename('Acme')).toMatchObject({ body: { name: 'Acme', formerNames: [{ name: 'Globex' }] } })
    expect(await config('Acme')).not.toHaveProperty('renamedFrom')
    plane.leap(25)
    expect(await config('Globex')).toMatchObject({ name: 'Acme', renamedFrom: 'Globex' })
    await rename('Initech')
    expect((await tenant())?.formerNames.map(({ name }) => name)).toEqual(['Globex', 'Acme'])
    plane.leap(6)
    await expect(config('Globex')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await config('Acme')).toMatchObject({ name: 'Initech' })
  })

  it('writes a name in another way, which is no other name', async () => {
    const { rename, config, signUp } = await operator()
    expect(await rename('ACME')).toMatchObject({ body: { name: 'ACME' } })
    expect(await config('acme')).toMatchObject({ name: 'ACME' })
    expect(await config('acme')).not.toHaveProperty('renamedFrom')
    expect(await signUp('Acme')).toBe('name-taken')
  })

  it('may say the same twice: nothing is changed the second time', async () => {
    const { rename, sent, plane } = await operator()
    await rename('Globex')
    expect(await rename('Globex')).toMatchObject({ status: 200, body: { name: 'Globex', version: 5 } })
    expect(sent).toHaveLength(1)
    expect(await plane.audit()).toHaveLength(2)
  })

  it.each(['Globex', 'GLOBEX', 'GIobex', 'Ｇlobex'])(
    'gets no name of another tenant, however it is written: %s',
    async (name) => {
      const { rename, signUp, tenant, sent } = await operator()
      await signUp('Globex')
      await expect(rename(name)).rejects.toMatchObject({ code: 'NAME_TAKEN', field: 'name' })
      expect(await tenant()).toEqual(active)
      expect(sent).toEqual([])
    },
  )

  it.each([undefined, {}, { name: '' }, { name: 'a\u200bb' }, { name: 'x'.repeat(65) }, { name: 'Ok', tier: 'Basic' }])(
    'names it as sign-up would: %j is refused',
    async (body) => {
      const { run } = await operator()
      await expect(run(renameTenant, { body })).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
    },
  )

  it.each(['awaiting-approval', 'provisioning', 'failed', 'deleted'] as const)(
    'renames none that is %s',
    async (status) => {
      const { rename } = await operator(buildTenant(status))
      await expect(rename('Globex')).rejects.toMatchObject({ code: 'CONFLICT' })
    },
  )

  it('renames a suspended tenant, which stays suspended', async () => {
    const { rename, sent } = await operator(buildTenant('suspended'))
    expect(await rename('Globex')).toMatchObject({ body: { status: 'suspended' } })
    expect(sent).toMatchObject([{ detail: { status: 'suspended', tenantName: 'Globex' } }])
  })

  it('is asked to wait when the tenant holds ten names beside its own', async () => {
    const { rename, plane } = await operator()
    for (let count = 1; count <= 10; count++) await rename(`Name ${count}`)
    await expect(rename('One more')).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('2026-01-31'),
    })
    expect(await rename('Name 3')).toMatchObject({ status: 200 })
    plane.leap(31)
    expect(await rename('One more')).toMatchObject({ status: 200, body: { formerNames: [{ name: 'Name 3' }] } })
  })

  it('is an operator still', async () => {
    const { rename, plane, tenant } = await operator()
    await removedOperators(plane.items).add('op1')
    await expect(rename('Globex')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await tenant()).toEqual(active)
    expect(await plane.tenants.tenantIdOf('Globex')).toBeNull()
  })

  it('comes before or after another one, and neither is lost', async () => {
    const { rename, plane, tenant } = await operator()
    await Promise.all([rename('Globex'), rename('Initech')])
    const { name, formerNames } = (await tenant()) ?? {}
    expect([...(formerNames ?? []).map((former) => former.name), name].toSorted()).toEqual([
      'Acme',
      'Globex',
      'Initech',
    ])
    for (const one of ['Globex', 'Initech']) expect(await plane.tenants.tenantIdOf(one)).toBe(TENANT_ID)
  })
})
