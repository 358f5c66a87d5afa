import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The modules of other packages from which pages import the descriptors of services. */
const ENTRIES = ['services/services.ts', 'app-plane/src/platform-services.ts']

/** The descriptors of all services and the modules of their packages that they import: what the web is built from, beside `web` and `contracts`. */
export function descriptorFiles(root: string): string[] {
  const found = new Set<string>()
  const visit = (file: string): void => {
    if (found.has(file)) return
    found.add(file)
    for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(/\bfrom '(\.[^']+)'/g)) {
      visit(join(dirname(file), specifier))
    }
  }
  for (const entry of ENTRIES) visit(join(root, entry))
  return [...found].sort()
}
