import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import { expect, test } from 'vitest'
import { ROOT } from '../architecture/sources.ts'
import { rightsTable } from './rights-table.ts'

const GUIDE = join(ROOT, 'docs', 'guides', 'isolation.md')
const [BEGIN, END] = ['<!-- rights: begin, made by npm run rights-table -->', '<!-- rights: end -->']

test('the guide lists what every function could do if it were taken over: npm run rights-table makes it anew', async () => {
  const { directory } = await assembly()
  const table = rightsTable(directory)
  const guide = readFileSync(GUIDE, 'utf8')
  const [before = '', rest = ''] = guide.split(BEGIN)
  const current = `${before}${BEGIN}\n\n${table.join('\n')}\n\n${END}${rest.split(END)[1]}`
  if (process.env.RIGHTS_TABLE === 'write') writeFileSync(GUIDE, current)
  // One for each function of the product, and none for what is gone.
  expect(table.length).toBeGreaterThan(20)
  expect(readFileSync(GUIDE, 'utf8')).toBe(current)
})
