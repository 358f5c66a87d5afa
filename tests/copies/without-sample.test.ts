import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '@tenantry/cli/root.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeBlocks } from '../architecture/code-blocks.ts'
import { copyRepository } from './copy-repository.ts'
import { checkArchitecture, runInside, testInside } from './run-inside.ts'

// The platform stands alone: this removes the sample from a copy of the repository, as docs/guides/remove-the-sample.md says.
let copy: ReturnType<typeof copyRepository>

beforeAll(() => {
  copy = copyRepository()
  const at = (path: string) => join(copy.root, path)
  const guide = readFileSync(join(ROOT, 'docs/guides/remove-the-sample.md'), 'utf8')
  const removed = [...guide.matchAll(/^ +rm -r (.+)$/gm)].flatMap(([, paths = '']) => paths.split(' '))
  expect(removed).toContain('services/orders')
  for (const path of removed) rmSync(at(path), { recursive: true })
  const blocks = codeBlocks(guide)
  expect(blocks.map(({ path }) => path)).toEqual(['services/index.ts', 'web/public-site/features.ts'])
  for (const { path, text } of blocks) writeFileSync(at(path), text)
  const main = readFileSync(at('cli/src/main.ts'), 'utf8').split('\n')
  const without = main.filter((line) => !/\bdemo\b/.test(line))
  expect(main.length - without.length).toBe(2)
  writeFileSync(at('cli/src/main.ts'), without.join('\n'))
})

afterAll(() => copy?.remove())

test('types and the rules of the architecture hold without the sample', async () => {
  await runInside(copy.root, 'tsc', [])
  await runInside(copy.root, 'tsc', ['--project', 'web'])
  await checkArchitecture(copy.root)
})

test('the platform alone synthesizes, starts, signs people up and withstands the attack suite', async () => {
  const said = await testInside(copy.root, 'without-sample', { TENANTRY_ATTACK_COUNT: '1' })
  const [summary = 'no summary'] = /^platform alone: .*$/m.exec(said) ?? []
  console.log(summary)
  expect(summary).toMatch(/leaks 0$/)
}, 900_000)
