import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT, sources } from './sources.ts'

const guide = readFileSync(join(ROOT, 'docs/guides/isolation.md'), 'utf8')

test('every source and test that the isolation guide names exists', () => {
  const paths = sources().map(({ path }) => path)
  const named = [...guide.matchAll(/`([^`\s…]+\.ts)`/g)].map(([, name = '']) => name)
  expect(named.length).toBeGreaterThan(40)
  expect(named.filter((name) => !paths.some((path) => path === name || path.endsWith(`/${name}`)))).toEqual([])
})

test('every class of attacks stands beside a claim of the isolation guide, and no other does', () => {
  // `api.ts` is what they share.
  const classes = readdirSync(join(ROOT, 'tests/attacks/classes')).filter((name) => name !== 'api.ts')
  const named = [...guide.matchAll(/attack class(?:es)? ((?:\*[\w-]+\*(?: and )?)+)/g)].flatMap(([, names = '']) =>
    [...names.matchAll(/\*([\w-]+)\*/g)].map(([, name]) => name),
  )
  expect([...new Set(named)].sort()).toEqual(classes.map((name) => basename(name, '.ts')).sort())
})
