import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { watchSources } from './watch-sources.ts'

/** Ways in which editors put a new text into a file. */
const SAVES = {
  'in place': (file: string) => writeFileSync(file, 'saved'),
  'by renaming a new file over it (JetBrains, sed -i)': (file: string) => {
    writeFileSync(`${file}___jb_tmp___`, 'saved')
    renameSync(`${file}___jb_tmp___`, file)
  },
  'by a new file after the old one was put aside (vim)': (file: string) => {
    renameSync(file, `${file}~`)
    writeFileSync(file, 'saved')
    rmSync(`${file}~`)
  },
}

async function watched() {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-watch-'))
  const file = join(folder, 'handler.ts')
  writeFileSync(file, 'first')
  const seen: string[] = []
  const stop = await watchSources([folder], {
    changed: (changes) => seen.push(...changes.map(({ path }) => path)),
    failed: (error) => expect(error).toBeUndefined(),
  })
  onTestFinished(() => {
    stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const sees = async (path: string) => {
    await vi.waitFor(() => expect(seen).toContain(path), { timeout: 60_000, interval: 20 })
    seen.length = 0
  }
  return { folder, file, seen, sees }
}

test.each(Object.entries(SAVES))('a file saved %s is seen, every time', async (_, save) => {
  const { file, sees } = await watched()
  for (let time = 0; time < 3; time++) {
    save(file)
    await sees(file)
  }
})

test('after a save of one kind those of the others are seen', async () => {
  const { file, sees } = await watched()
  for (const save of [...Object.values(SAVES), ...Object.values(SAVES)]) {
    save(file)
    await sees(file)
  }
})

test('new files, deleted files and what is in new folders are seen', async () => {
  const { folder, file, sees } = await watched()
  const added = join(folder, 'added.ts')
  writeFileSync(added, 'x')
  await sees(added)
  const deep = join(folder, 'new', 'deeper')
  mkdirSync(deep, { recursive: true })
  writeFileSync(join(deep, 'nested.ts'), 'x')
  await sees(join(deep, 'nested.ts'))
  SAVES['by renaming a new file over it (JetBrains, sed -i)'](join(deep, 'nested.ts'))
  await sees(join(deep, 'nested.ts'))
  rmSync(file)
  await sees(file)
  rmSync(join(folder, 'new'), { recursive: true })
  await sees(join(deep, 'nested.ts'))
})

test('tests, hidden files and what editors leave beside a file are not sources', async () => {
  const { folder, seen } = await watched()
  mkdirSync(join(folder, 'node_modules'))
  for (const name of ['handler.test.ts', '.handler.ts.swp', '4913', 'handler.ts~', 'node_modules/a.ts']) {
    writeFileSync(join(folder, name), 'x')
  }
  const last = join(folder, 'last.ts')
  writeFileSync(last, 'x')
  await vi.waitFor(() => expect(seen).toContain(last), { timeout: 60_000, interval: 20 })
  expect(seen.filter((path) => path !== last)).toEqual([])
})
