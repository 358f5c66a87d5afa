import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { movableClock } from './clock.ts'
import { DataFolderInUse, lockDataFolder } from './lock-data-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'lock-'))
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const SOURCE = `
  import { systemClock } from ${JSON.stringify(import.meta.resolve('./clock.ts'))}
  import { lockDataFolder } from ${JSON.stringify(import.meta.resolve('./lock-data-folder.ts'))}
  try {
    lockDataFolder(process.argv[1], systemClock).serves('http://127.0.0.1:4566')
    console.log('locked')
    setInterval(() => {}, 1000)
  } catch (error) {
    console.log(error.message)
  }
`

/** Another process that tries to take the folder; answers the first thing that it says. */
async function other(): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', SOURCE, folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  children.push(child)
  const [said] = await once(child.stdout, 'data')
  return { child, said: String(said).trim() }
}

test('a second process is refused, and told who has the folder, since when and where it serves', async () => {
  const first = await other()
  expect(first.said).toBe('locked')
  const { said } = await other()
  expect(said).toMatch(
    new RegExp(
      `^The data folder ${folder} is in use by process ${first.child.pid}, since 20[0-9T:.-]+Z, serving http://127.0.0.1:4566\\.`,
    ),
  )
  expect(() => lockDataFolder(folder, movableClock())).toThrow(DataFolderInUse)
})

test('a folder whose process was killed is taken over, though its record still stands', async () => {
  const first = await other()
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  expect(existsSync(join(folder, 'owner.json'))).toBe(true)
  expect((await other()).said).toBe('locked')
})

test('the id of the killed process in use by another that is alive does not lock the folder', () => {
  lockDataFolder(folder, movableClock()).release()
  writeFileSync(join(folder, 'owner.json'), JSON.stringify({ pid: process.ppid, since: '2026-01-01T00:00:00.000Z' }))
  const lock = lockDataFolder(folder, movableClock())
  expect(JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8')).pid).toBe(process.pid)
  lock.release()
})

test('within one process a folder is had once, and again after its release', () => {
  const lock = lockDataFolder(folder, movableClock())
  expect(() => lockDataFolder(folder, movableClock())).toThrow(`in use by process ${process.pid}, since 2026-01-01`)
  lock.release()
  lockDataFolder(folder, movableClock()).release()
})
