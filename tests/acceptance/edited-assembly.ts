import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ROOT } from '@tenantry/cli/root.ts'
import { BACKEND } from '@tenantry/cli/system/assembly.ts'

const SOURCES = [...BACKEND, 'web', 'docs/guides/operations.md', 'package-lock.json', 'package.json', 'tsconfig.json']

/** Copies to an empty directory all that an assembly is made of, so that a test may edit it. */
export function copySources(copy: string): void {
  for (const name of SOURCES) cpSync(join(ROOT, name), join(copy, name), { recursive: true })
  linkDependencies(copy)
}

/** What was made of the same sources here is made there, too. */
export function copyMadeAssembly(copy: string, directory: string): void {
  cpSync(directory, join(copy, '.build', 'assemblies', basename(directory)), { recursive: true })
}

/** Replaces a text that must be there. */
export function edit(copy: string, path: string, before: string, after: string): void {
  const file = join(copy, path)
  const text = readFileSync(file, 'utf8')
  if (!text.includes(before)) throw new Error(`${path} has no ${before}.`)
  writeFileSync(file, text.replaceAll(before, after))
}

/** The copy's own packages under `@tenantry`, everything else from the real installation. */
export function linkDependencies(copy: string): void {
  mkdirSync(join(copy, 'node_modules'))
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name !== '@tenantry') symlinkSync(join(ROOT, 'node_modules', name), join(copy, 'node_modules', name))
  }
  cpSync(join(ROOT, 'node_modules/@tenantry'), join(copy, 'node_modules/@tenantry'), {
    recursive: true,
    verbatimSymlinks: true,
  })
}
