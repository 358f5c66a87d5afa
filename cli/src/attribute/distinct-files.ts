import { realpathSync, statSync } from 'node:fs'
import { BadInput } from '@tenantry/attribution/files/bad-input.ts'

/** The files, each once: a bill that is named twice is not two bills. */
export function distinctFiles(files: string[]): string[] {
  const byPath = new Map<string, string>()
  for (const file of files) {
    const stat = statSync(file, { throwIfNoEntry: false })
    if (!stat) throw new BadInput(`${file}: there is no such file`)
    if (stat.isDirectory()) throw new BadInput(`${file}: is a directory; name the files in it, as in ${file}/*`)
    const path = realpathSync(file)
    byPath.set(path, byPath.get(path) ?? file)
  }
  return [...byPath.values()]
}
