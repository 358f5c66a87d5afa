import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { attribute } from '../commands/attribute.ts'
import { ROOT } from '../root.ts'

const guide = readFileSync(join(ROOT, 'docs/guides/cost.md'), 'utf8')
const block = (name: string): string => new RegExp(`\`\`\`json ${name}\\n([^\`]+)\`\`\``).exec(guide)?.[1] ?? ''

test('the worked example of the cost guide is what the command answers', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'guide-'))
  try {
    for (const name of ['bill', 'usage']) writeFileSync(join(directory, name), block(name))
    const printed = vi.spyOn(console, 'log').mockImplementation(() => {})
    const code = await attribute(['--bill', 'bill', '--usage', 'usage', '--json'], { INIT_CWD: directory })
    expect(code).toBe(0)
    expect(JSON.parse(String(printed.mock.calls[0]?.[0]))).toEqual(JSON.parse(block('result')))
  } finally {
    rmSync(directory, { recursive: true })
  }
})
