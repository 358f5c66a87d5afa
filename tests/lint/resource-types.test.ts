import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '@tenantry/cli/root.ts'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import { expect, onTestFinished, test } from 'vitest'
import { CLIENTS } from '../local-cloud/clients/named-clients.ts'
import { useCloud } from '../local-cloud/cloud.ts'

const cloud = useCloud()

/** The types of resources in the templates of an assembly. */
const typesIn = (directory: string): string[] =>
  readdirSync(directory)
    .filter((name) => name.endsWith('.template.json'))
    .flatMap((name) => {
      const { Resources = {} } = JSON.parse(readFileSync(join(directory, name), 'utf8'))
      return Object.values(Resources as Record<string, { Type: string }>).map(({ Type }) => Type)
    })

/** The assembly of the app in `examples`. */
function exampleAssembly(): string {
  const directory = mkdtempSync(join(tmpdir(), 'page-titles-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const env = { ...process.env, CDK_OUTDIR: directory, CDK_VALIDATION: 'false' }
  const { status, stderr } = spawnSync(process.execPath, ['app.ts'], { cwd: join(ROOT, 'examples/page-titles'), env })
  expect(status, String(stderr)).toBe(0)
  return directory
}

test('every type with behaviour is in a template of the product, of the example or of a client', async () => {
  const { directory } = await assembly()
  const used = new Set([
    ...typesIn(directory),
    ...typesIn(exampleAssembly()),
    ...CLIENTS.flatMap(({ resourceTypes = [] }) => resourceTypes),
  ])
  const types = cloud.cloud.registry.resourceTypes.filter(({ inert }) => !inert).map(({ type }) => type)
  expect(types.length).toBeGreaterThan(0)
  expect(types.filter((type) => !used.has(type))).toEqual([])
})
