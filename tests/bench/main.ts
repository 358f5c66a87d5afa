// `npm run -s bench -- --json`: one JSON object of figures; without it a table. `--one-key-per-tier` adds the common design to the neighbour's.
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bench, MEASURES } from './bench.ts'
import { LIVES } from './measures/lives.ts'
import { tableOf } from './table-of.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    'one-key-per-tier': { type: 'boolean', default: false },
    /** How many items the tenants of `lives` have that move and leave. */
    items: { type: 'string', default: String(LIVES.items) },
    /** Some of the measures only, by name. */
    only: { type: 'string', multiple: true, default: [...MEASURES] },
    /** Writes a processor profile of the measured system into this directory. */
    profile: { type: 'string' },
  },
})
const unknown = values.only.filter((name) => !MEASURES.some((measure) => measure === name))
if (unknown.length > 0) {
  console.error(`There is no measure ${unknown.join(', ')}. The measures are: ${MEASURES.join(', ')}.`)
  process.exit(2)
}
const dataDir = mkdtempSync(join(tmpdir(), 'tenantry-bench-'))
try {
  const figures = await bench({
    dataDir,
    env: process.env,
    only: MEASURES.filter((measure) => values.only.includes(measure)),
    oneKeyPerTier: values['one-key-per-tier'],
    items: Number(values.items),
    execArgv: values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : [],
    print: (line) => console.error(line),
  })
  const machine = { processor: cpus()[0]?.model ?? 'unknown', processors: cpus().length, node: process.version }
  const report = { at: new Date().toISOString(), machine, ...figures }
  console.log(values.json ? JSON.stringify(report) : tableOf(report))
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}
