import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import { expect, test } from 'vitest'
import { ROOT } from '../../architecture/sources.ts'
import { BUSY, busyCost } from './busy-cost.ts'
import { costTable } from './cost-table.ts'
import { idleCost } from './idle-cost.ts'

const GUIDE = join(ROOT, 'docs', 'guides', 'cost.md')
const [BEGIN, END] = ['<!-- costs: begin, made by npm run cost-table -->', '<!-- costs: end -->']

test('the guide says what a deployment costs a month, idle and with tenants: npm run cost-table makes it anew', async () => {
  const { directory } = await assembly()
  const guide = readFileSync(GUIDE, 'utf8')
  const [before = '', rest = ''] = guide.split(BEGIN)
  const current = `${before}${BEGIN}\n\n${costTable(directory).join('\n')}\n\n${END}${rest.split(END)[1]}`
  if (process.env.COST_TABLE === 'write') writeFileSync(GUIDE, current)
  expect(readFileSync(GUIDE, 'utf8')).toBe(current)
  // Each of them is there, and costs.
  expect(idleCost(directory).filter(({ dollars }) => dollars > 0).length).toBeGreaterThanOrEqual(5)
})

test('tenants cost in proportion to how many they are', () => {
  const sum = (tenants: number) => busyCost({ ...BUSY, tenants }).reduce((total, { dollars }) => total + dollars, 0)
  expect(sum(2_000)).toBeCloseTo(2 * sum(1_000), 6)
})
