import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCloud } from '@tenantry/local-cloud/cloud.ts'
import { expect, test } from 'vitest'
import { ROOT, sources } from './sources.ts'

const SRC = join(ROOT, 'local-cloud', 'src')
/** What is no service: what all of them are built from, the endpoint in front of them, and the command. */
const SHARED = ['command', 'core', 'endpoint']
const folders = readdirSync(SRC, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []))
const services = folders.filter((name) => !SHARED.includes(name)).sort()
const files = sources().filter(({ path, isTest }) => path.startsWith('local-cloud/src/') && !isTest)

test('every folder is a service that the cloud has built, so that it is started and closed', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tenantry-layout-'))
  const cloud = await startCloud({ dataDir, port: 0, root: { accessKeyId: 'AKIA', secretAccessKey: 'secret' } })
  await cloud.close()
  rmSync(dataDir, { recursive: true, force: true })
  expect(cloud.registry.services.map(({ name }) => name).sort()).toEqual(services)
})

test.each(services)('%s has the layout of every service', (service) => {
  const own = files.map(({ path }) => path.split('/').slice(2)).filter(([folder]) => folder === service)
  expect(own.map((path) => path.slice(1).join('/'))).toContain('service.ts')
  const wrong = own.filter((path) => {
    const name = path.at(-1) ?? ''
    const folder = path[1]
    if (/-store\.ts$/.test(name)) return folder !== 'stores' && folder !== 'code'
    return folder === 'api' || folder === 'storage'
  })
  expect(wrong.map((path) => path.join('/'))).toEqual([])
})

test('what answers an operation of the API is in operations/, and what makes a resource in resources/', () => {
  const outside = (pattern: RegExp, folder: string) =>
    files
      .filter(({ text, path }) => pattern.test(text) && !path.includes(`/${folder}/`) && !path.includes('/core/'))
      .map(({ path }) => path)
      // What the operations of a service have in common.
      .filter((path) => !path.endsWith('/operation.ts'))
  expect(outside(/\): Operation(<[^{]*>)? (\{|=>)/, 'operations')).toEqual([])
  expect(outside(/\bresourceType(<[^(]*>)?\(/, 'resources')).toEqual([])
})
