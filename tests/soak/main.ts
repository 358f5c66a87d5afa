// `npm run soak`: fifty kills, or `--kills <n>`; `--seed <n>` repeats a run.
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { soak } from './soak.ts'

const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } })
const { kills, seed } = z
  .object({ kills: z.coerce.number().int().min(1).default(50), seed: z.coerce.number().int().optional() })
  .parse(values)
const chosen = seed ?? Math.floor(Math.random() * 2 ** 31)
console.log(`seed ${chosen}`)
const { acknowledged, tenants, wrong, surprises } = await soak({
  kills,
  seed: chosen,
  env: process.env,
  print: console.log,
})
console.log(
  `acknowledged: ${Object.entries(acknowledged)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')}`,
)
console.log(`tenants: ${tenants.active} active, ${tenants.failed} failed and compensated`)
for (const line of surprises) console.log(`surprise: ${line}`)
for (const line of wrong) console.log(`WRONG: ${line}`)
console.log(
  wrong.length === 0
    ? 'Nothing that was acknowledged is lost.'
    : `${wrong.length} differences; seed ${chosen} repeats them.`,
)
process.exitCode = wrong.length === 0 ? 0 : 1
