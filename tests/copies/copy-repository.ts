import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { ROOT } from '@tenantry/cli/root.ts'
import { linkDependencies } from '../acceptance/edited-assembly.ts'

/** What is installed, built, kept or another repository's. */
const LEFT_OUT = ['node_modules', 'cdk.out', 'dist']
/** At the root: what `npm run screenshots` writes. */
const PICTURES = 'screenshots'

/** A copy of the whole repository below the temporary directory, which uses what is installed here. */
export function copyRepository(): { root: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'tenantry-copy-'))
  const isSource = (path: string) => !LEFT_OUT.includes(basename(path)) && !basename(path).startsWith('.')
  for (const name of readdirSync(ROOT).filter((one) => isSource(one) && one !== PICTURES)) {
    cpSync(join(ROOT, name), join(root, name), { recursive: true, filter: isSource })
  }
  linkDependencies(root)
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) }
}
