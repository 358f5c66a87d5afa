import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { showProgress } from './progress.ts'

let directory: string
let now: number

beforeEach(() => {
  now = 0
  directory = mkdtempSync(join(tmpdir(), 'progress-'))
  writeFileSync(join(directory, 'file'), Buffer.alloc(1000))
})
afterEach(() => {
  rmSync(directory, { recursive: true })
})

/** What is written while a file is read in tenths, each of which takes so many milliseconds. */
function written(isTTY: boolean, milliseconds: number): string {
  let text = ''
  const stream = { isTTY, write: (more: string) => (text += more) } as unknown as NodeJS.WriteStream
  using progress = showProgress(stream, [join(directory, 'file')], () => now)
  for (let tenth = 0; tenth < 10; tenth++) {
    now += milliseconds
    progress.add(100)
  }
  return text
}

test('a long run shows a bar on a terminal', () => {
  const text = written(true, 300)
  expect(text).not.toContain('30 %')
  expect(text).toContain('\rReading [###############               ]  50 %')
  expect(text).toContain('\rReading [##############################] 100 %')
})

test('a long run says each tenth elsewhere', () => {
  expect(written(false, 500)).toBe(
    'Read 20 %\nRead 30 %\nRead 40 %\nRead 50 %\nRead 60 %\nRead 70 %\nRead 80 %\nRead 90 %\nRead 100 %\n',
  )
})

test('a short run shows nothing', () => {
  expect(written(true, 90)).toBe('')
})
