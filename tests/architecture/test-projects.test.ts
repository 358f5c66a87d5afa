import { dirname, matchesGlob } from 'node:path'
import { expect, test } from 'vitest'
import { PROJECTS } from '../projects.ts'
import { importsOf, sources, targetOf } from './sources.ts'

const files = sources()
const byPath = new Map(files.map((file) => [file.path, file]))
const tests = files.filter(({ path }) => path.endsWith('.test.ts')).map(({ path }) => path)

const projectsOf = (path: string): string[] =>
  PROJECTS.filter(
    ({ include, exclude = [] }) =>
      include.some((glob) => matchesGlob(path, glob)) && !exclude.some((glob) => matchesGlob(path, glob)),
  ).map(({ name }) => name)

/** Every file of ours that a test loads. */
function loadedBy(path: string): Set<string> {
  const loaded = new Set([path])
  for (const one of loaded) {
    const file = byPath.get(one)
    if (!file) continue
    for (const specifier of importsOf(file)) loaded.add(targetOf(file, specifier) ?? one)
  }
  return loaded
}

test('every test belongs to one project', () => {
  expect(tests.length).toBeGreaterThan(200)
  expect(tests.filter((path) => projectsOf(path).length !== 1)).toEqual([])
})

test('no project names a file that is not there', () => {
  const named = PROJECTS.flatMap(({ include, exclude = [], longest = [] }) => [...include, ...exclude, ...longest])
  expect(named.filter((glob) => !tests.some((path) => matchesGlob(path, glob)))).toEqual([])
})

test('no unit test boots a local cloud, a browser, or runs functions in threads', () => {
  const BOOTS = [
    'cli/src/system/system.ts',
    'local-cloud/src/lambda/environments/create-environment.ts',
    'tests/acceptance/browser.ts',
  ]
  const wrong = tests
    .filter((path) => projectsOf(path).includes('unit'))
    // They read what services there are, and call none.
    .filter((path) => !dirname(path).startsWith('tests/architecture'))
    .filter((path) => [...loadedBy(path)].some((loaded) => BOOTS.includes(loaded)))
  expect(wrong).toEqual([])
})

test('a test that has a system of its own, where others share one, says why', () => {
  const own = files.filter(
    ({ path, text }) => path.endsWith('.test.ts') && /^const \w+ = useOwnSystem\(\)$/m.test(text),
  )
  expect(own.length).toBeGreaterThan(0)
  const silent = own.filter(({ text }) => !/^\/\/ Of its own: .+\nconst \w+ = useOwnSystem\(\)$/m.test(text))
  expect(silent.map(({ path }) => path)).toEqual([])
})
