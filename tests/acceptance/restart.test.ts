import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import { startSystem } from '@tenantry/cli/system/system.ts'
import { afterEach, expect, test } from 'vitest'
import { client } from './client.ts'
import { copyMadeAssembly, copySources, edit } from './edited-assembly.ts'
import { askConfig, onboard } from './onboarding.ts'

const directories: string[] = []
const temporary = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'tenantry-'))
  directories.push(directory)
  return directory
}
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true })
})

test('a restart keeps tenants, people, products and tokens', async () => {
  const options = { dataDir: temporary(), webPort: 0, awsPort: 0, env: process.env }
  const first = await startSystem(options)
  const tenant = await onboard(first.endpoints, 'Restart', 'ada@restart.example')
  const { body: product } = await tenant.api.post('/products', {
    name: 'Lamp',
    sku: 'L',
    price: 1,
    category: 'Light',
    stock: 1,
  })
  await first.close()

  const second = await startSystem(options)
  const config = await askConfig(second.endpoints, 'restart')
  expect(config.body).toMatchObject({ tenantId: tenant.config.tenantId, userPoolId: tenant.config.userPoolId })
  const again = await client(config.body.apiUrl, tenant.token).get(`/products/${product.id}`)
  expect(again).toMatchObject({ status: 200, body: product })
  await second.close()
})

test('an edited handler makes another assembly, whose behaviour a restart shows; the unedited one is reused', async () => {
  const copy = temporary()
  copySources(copy)
  copyMadeAssembly(copy, (await assembly(undefined, process.env)).directory)
  const before = await assembly(copy, process.env)
  expect(before.reused).toBe(true)

  edit(copy, 'contracts/src/tiers.ts', "'Basic'", "'Starter'")
  const after = await assembly(copy, process.env)
  expect(after).toMatchObject({ reused: false })
  expect(after.directory).not.toBe(before.directory)

  const dataDir = temporary()
  expect(await tierNames(dataDir, before.directory)).toContain('Basic')
  expect(await tierNames(dataDir, after.directory)).toContain('Starter')
})

async function tierNames(dataDir: string, assembled: string): Promise<string[]> {
  const system = await startSystem({ dataDir, webPort: 0, awsPort: 0, env: process.env, assembled })
  const { body } = await client(system.endpoints.controlPlaneApi).get('/tiers')
  await system.close()
  return body.items.map((tier: { name: string }) => tier.name)
}
