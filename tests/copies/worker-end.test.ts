import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin, ROOT } from '@tenantry/cli/root.ts'
import { expect, onTestFinished, test } from 'vitest'

// A run of its own of Vitest, as nothing but its exit code tells what becomes of a worker's end.
function run(close: string): Promise<{ code: unknown; said: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-worker-end-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  const globalSetup = join(ROOT, 'tests/support/fail-at-worker-end.ts')
  writeFileSync(
    join(folder, 'vitest.config.mjs'),
    `export default ${JSON.stringify({ test: { isolate: false, maxWorkers: 1, globalSetup } })}`,
  )
  writeFileSync(
    join(folder, 'made.ts'),
    `import { onceAWorker } from '${ROOT}/tests/support/once-a-worker.ts'
    let made = 0
    export const it = onceAWorker(async () => ({ made: ++made, async close() { ${close} } }))`,
  )
  for (const file of ['one', 'two'])
    writeFileSync(
      join(folder, `${file}.test.ts`),
      `import { expect, test } from 'vitest'
      import { it } from './made.ts'
      let made
      it.beforeAll((one) => { made = one.made })
      test('made once', () => expect(made).toBe(1))`,
    )
  return new Promise((resolve) => {
    execFile(bin('vitest'), ['run', '--root', folder], (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, said: stdout + stderr }),
    )
  })
}

test('what a worker makes once is the same for its files, and is closed before the run ends', async () => {
  const { code, said } = await run("console.log('it is closed')")
  expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining('it is closed') })
})

test('a run whose worker fails at its end has not passed, and says why', async () => {
  // A system takes a moment to close: Vitest has told its result by then.
  const { code, said } = await run(
    "await new Promise((closed) => setTimeout(closed, 500)); throw new Error('it complained')",
  )
  expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('it complained') })
})
