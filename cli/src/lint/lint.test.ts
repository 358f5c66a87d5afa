import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { lint as lintCommand } from '../commands/lint.ts'
import { lint } from './lint.ts'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lint-'))
})

afterEach(() => {
  rmSync(directory, { recursive: true })
})

const write = (path: string, Resources: object) => writeFileSync(join(directory, path), JSON.stringify({ Resources }))
const logs = (RetentionInDays?: number) => ({ Logs: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays } } })

async function command(...args: string[]): Promise<{ code: number; text: string }> {
  const lines: unknown[] = []
  for (const stream of ['log', 'error'] as const)
    vi.spyOn(console, stream).mockImplementation((line) => lines.push(line))
  return { code: await lintCommand(args, { INIT_CWD: directory }), text: lines.join('\n') }
}

test('the templates of stages are looked at too, and assets are not', () => {
  write('One.template.json', logs(30))
  for (const name of ['assembly-Silo', 'asset.123']) mkdirSync(join(directory, name))
  write('assembly-Silo/Silo.template.json', logs())
  write('asset.123/Foreign.template.json', logs())
  expect(lint(directory).map(({ stack, logicalId }) => `${stack}/${logicalId}`)).toEqual(['Silo/Logs'])
})

test('a violation says rule, stack, logical id, what, how to fix it and where to read on, and the command fails', async () => {
  write('One.template.json', logs())
  const { code, text } = await command('.')
  expect(code).toBe(1)
  expect(text).toContain('log-group-retention: One/Logs keeps its logs for ever.')
  expect(text).toContain('Give the log group a RetentionInDays')
  expect(text).toContain('docs/rules/log-group-retention.md')
})

test('an assembly without violations passes, and a directory without templates is an error', async () => {
  expect(await command('.')).toMatchObject({ code: 2, text: expect.stringContaining('holds no synthesized template') })
  write('One.template.json', logs(30))
  expect(await command('.')).toMatchObject({ code: 0, text: expect.stringContaining('No violation') })
})
