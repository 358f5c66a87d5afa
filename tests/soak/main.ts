// `npm run soak`: fifty kills, thirty in moves, a tenant of a million items, a hundred silos. `--only <part>` takes some of it; `--seed <n>` repeats the kills
// of a run.
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { killedMoves } from './killed-moves.ts'
import { items, silos } from './parts.ts'
import { soak } from './soak.ts'

const PARTS = ['kills', 'moves', 'items', 'silos'] as const
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    kills: { type: 'string' },
    moves: { type: 'string' },
    items: { type: 'string' },
    silos: { type: 'string' },
    seed: { type: 'string' },
  },
})
const many = z.coerce.number().int().min(1)
const options = z
  .object({
    only: z.array(z.enum(PARTS)).default([...PARTS]),
    kills: many.default(50),
    moves: many.default(30),
    items: many.default(1_000_000),
    silos: many.default(100),
    seed: z.coerce
      .number()
      .int()
      .default(() => Math.floor(Math.random() * 2 ** 31)),
  })
  .parse(values)

async function kills(): Promise<{ wrong: string[] }> {
  const { kills, seed } = options
  console.log(`seed ${seed}`)
  const { acknowledged, tenants, wrong, surprises } = await soak({ kills, seed, env: process.env, print: console.log })
  console.log(
    `acknowledged: ${Object.entries(acknowledged)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ')}`,
  )
  console.log(`tenants: ${tenants.active} active, ${tenants.failed} failed and compensated`)
  for (const line of surprises) console.log(`surprise: ${line}`)
  return { wrong }
}

async function moves(): Promise<{ wrong: string[] }> {
  console.log(`seed ${options.seed}`)
  return killedMoves(options.moves, options.seed, console.log)
}

const RUN = {
  kills,
  moves,
  items: () => items(options.items, console.log),
  silos: () => silos(options.silos, console.log),
}
const wrong: string[] = []
for (const part of PARTS.filter((one) => options.only.includes(one))) {
  console.log(`-- ${part}`)
  wrong.push(...(await RUN[part]()).wrong)
}
for (const line of wrong) console.log(`WRONG: ${line}`)
console.log(wrong.length === 0 ? 'Nothing that was acknowledged is lost.' : `${wrong.length} differences.`)
process.exitCode = wrong.length === 0 ? 0 : 1
