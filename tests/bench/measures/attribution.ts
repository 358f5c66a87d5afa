import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeBill, writeUsage } from '../attribution-files.ts'

const RUN = fileURLToPath(new URL('../attribute-files.ts', import.meta.url))

/** What the process of a run says. */
interface Took {
  seconds: number
  processorSeconds: number
  peakGigabytes: number
}

/** The attribution of a day to 100,000 tenants, for ascending numbers of usage records: what it took, and how that grows. */
export function attribution(counts: readonly number[]) {
  const directory = mkdtempSync(join(tmpdir(), 'tenantry-attribution-'))
  try {
    const bill = join(directory, 'bill.jsonl')
    writeBill(bill)
    const files = writeUsage(directory, Math.max(...counts))
    const runs = counts.map((records) => {
      const used = files.filter(({ upTo }) => upTo <= records).map(({ path }) => path)
      const took = measure(bill, used)
      const microsecondsPerRecord = Math.round((took.processorSeconds * 10_000_000) / records) / 10
      return { records, ...took, microsecondsPerRecord }
    })
    const [first, last] = [runs[0], runs.at(-1)]
    return {
      runs,
      /** Processor time per record of the largest run ÷ that of the smallest: 1 is linear. */
      growth: first && last && Math.round((last.microsecondsPerRecord / first.microsecondsPerRecord) * 100) / 100,
    }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function measure(bill: string, usage: string[]): Took {
  const { status, stderr } = spawnSync(process.execPath, [RUN, bill, ...usage], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (status !== 0) throw new Error(`The attribution failed: ${stderr}`)
  return JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '') as Took
}
