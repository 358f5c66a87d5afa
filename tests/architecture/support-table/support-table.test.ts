import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCloud } from '@tenantry/local-cloud/cloud.ts'
import { expect, test } from 'vitest'
import { ROOT } from '../sources.ts'
import { supportTable } from './support-table.ts'

const FILE = join(ROOT, 'local-cloud', 'README.md')
const [BEGIN, END] = ['<!-- support: begin, made by npm run support-table -->', '<!-- support: end -->']

/** The README with the table of the registry as it is now. */
async function wanted(readme: string): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tenantry-registry-'))
  const cloud = await startCloud({ dataDir, port: 0, root: { accessKeyId: 'AKIA', secretAccessKey: 'secret' } })
  try {
    const [before = '', rest = ''] = readme.split(BEGIN)
    return `${before}${BEGIN}\n\n${await supportTable(cloud.registry)}\n\n${END}${rest.split(END)[1]}`
  } finally {
    await cloud.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

test('the table of support is that of the registry: npm run support-table makes it anew', async () => {
  const readme = readFileSync(FILE, 'utf8')
  const current = await wanted(readme)
  if (process.env.SUPPORT_TABLE === 'write') writeFileSync(FILE, current)
  expect(readFileSync(FILE, 'utf8')).toBe(current)
})
