import { TenantConfig } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { buildRequest, buildSignUp, buildTenant, TENANT_ID } from '@tenantry/tests/support/builders.ts'
import { testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { getTenantConfig } from './get-tenant-config.ts'

const pool = {
  apiUrl: 'https://api.example/v1',
  userPoolId: 'us-east-1_a',
  clientId: 'c1',
  userPoolEndpoint: 'https://cognito-idp.us-east-1.amazonaws.com/',
  region: 'us-east-1',
}
async function find(status: 'active' | 'provisioning' | 'suspended', query: Record<string, string>) {
  const { tenants } = await testControlPlane()
  await tenants.register(buildSignUp({ tenant: buildTenant(status, { name: 'Acme Corp' }) }))
  return getTenantConfig({ pool, tenants })(buildRequest({ query }))
}

describe('the configuration of a tenant', () => {
  it('is found by its name in any case', async () => {
    for (const name of ['Acme Corp', 'ACME CORP', ' acme  corp ']) {
      const { body } = await find('active', { name })
      expect(body).toEqual({ tenantId: TENANT_ID, name: 'Acme Corp', ...pool })
      expect(z.parse(TenantConfig, body)).toEqual(body)
    }
  })

  it('of a silo names its API below the host of today, whatever host there was when its stack was made', async () => {
    const { tenants } = await testControlPlane()
    const apiUrl = 'http://127.0.0.1:4001/domains/api.example/acme00000000/'
    const own = { userPoolId: 'us-east-1_b', clientId: 'c2' }
    const deployment = { kind: 'silo', stack: 'tenantry-silo-acme00000000', apiUrl, identity: 'own', ...own } as const
    await tenants.register(buildSignUp({ tenant: buildTenant('active', { name: 'Acme Corp', deployment }) }))
    const configBeside = async (poolApi: string) => {
      const services = { pool: { ...pool, apiUrl: poolApi }, tenants }
      return (await getTenantConfig(services)(buildRequest({ query: { name: 'Acme Corp' } }))).body
    }
    expect(await configBeside('http://127.0.0.1:4002/domains/api.example/pool/')).toMatchObject({
      apiUrl: 'http://127.0.0.1:4002/domains/api.example/acme00000000/',
      ...own,
    })
    expect(await configBeside('https://abc.execute-api.example/v1/')).toMatchObject({ apiUrl })
  })

  it('is found for a suspended tenant, whose people are told when they call', async () => {
    expect((await find('suspended', { name: 'Acme Corp' })).status).toBe(200)
  })

  it('is not there before the tenant is active, nor for an unknown name', async () => {
    await expect(find('provisioning', { name: 'Acme Corp' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(find('active', { name: 'Acne' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('needs a name', async () => {
    await expect(find('active', {})).rejects.toMatchObject({ code: 'INVALID_REQUEST', field: 'name' })
  })
})
