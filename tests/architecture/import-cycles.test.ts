import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { importsOf, PACKAGES, type PackageName, type SourceFile, sources } from './sources.ts'

/** Where an import leads inside the repository; undefined for packages of others. */
function targetOf(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return normalize(join(dirname(from), specifier))
  const [, name = '', path = ''] = /^@tenantry\/([^/]+)\/(.+)$/.exec(specifier) ?? []
  const root = PACKAGES[name as PackageName]
  return root && join(root, path)
}

/** Groups of files that import one another in a circle, by Tarjan's algorithm. https://en.wikipedia.org/wiki/Tarjan%27s_strongly_connected_components_algorithm */
function cyclesIn(files: Pick<SourceFile, 'path' | 'text'>[]): string[][] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const open: string[] = []
  const cycles: string[][] = []

  const visit = (path: string): number => {
    const index = order.size
    order.set(path, index)
    lowest.set(path, index)
    open.push(path)
    const file = byPath.get(path) as SourceFile
    const targets = importsOf(file).flatMap((specifier) => targetOf(path, specifier) ?? [])
    for (const target of targets.filter((one) => byPath.has(one))) {
      const reached = order.has(target) ? (open.includes(target) ? order.get(target) : undefined) : visit(target)
      if (reached !== undefined) lowest.set(path, Math.min(lowest.get(path) ?? index, reached))
    }
    if (lowest.get(path) === index) {
      const group = open.splice(open.indexOf(path))
      if (group.length > 1 || targets.includes(path)) cycles.push(group.sort())
    }
    return lowest.get(path) ?? index
  }
  for (const path of byPath.keys()) if (!order.has(path)) visit(path)
  return cycles
}

test('no file imports itself through others, types included', () => {
  const files = sources().filter(({ path }) => !/\.test\.tsx?$/.test(path))
  expect(files.length).toBeGreaterThan(1000)
  expect(cyclesIn(files)).toEqual([])
})

test('a circle of imports is found, through packages and for types too', () => {
  const file = (path: string, ...imports: string[]) => ({
    path,
    text: imports.map((specifier) => `import type { X } from '${specifier}'\n`).join(''),
  })
  const circle = [
    file('toolkit/src/a.ts', './b.ts', 'zod'),
    file('toolkit/src/b.ts', '@tenantry/contracts/c.ts'),
    file('contracts/src/c.ts', '@tenantry/toolkit/a.ts'),
    file('toolkit/src/d.ts', './a.ts'),
    file('toolkit/src/e.ts', './e.ts'),
  ]
  expect(cyclesIn(circle)).toEqual([
    ['contracts/src/c.ts', 'toolkit/src/a.ts', 'toolkit/src/b.ts'],
    ['toolkit/src/e.ts'],
  ])
})
