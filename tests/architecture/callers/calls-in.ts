import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../sources.ts'
import { SERVICES } from '../support-table/sdk-operations.ts'

/** Operations by the registry's names of services. */
export type Calls = Record<string, string[]>

/** What the sources below these folders call: commands that they make, pages that they walk through, and calls inside the process. */
export function callsIn(folders: string[]): Calls {
  const found = new Map<string, Set<string>>()
  for (const text of folders.flatMap(sourcesBelow)) {
    for (const [service, operation] of callsOf(text)) {
      found.set(service, (found.get(service) ?? new Set()).add(operation))
    }
  }
  return Object.fromEntries([...found].map(([service, operations]) => [service, [...operations].toSorted()]))
}

export function callsOf(source: string): [service: string, operation: string][] {
  const text = source.replace(/\/\*.*?\*\/|^\s*\/\/[^\n]*$/gms, '')
  const body = text.replace(IMPORT, '')
  const bySdk = [...text.matchAll(IMPORT)].flatMap(([, names = '', sdkPackage = '']) => {
    const service = Object.keys(SERVICES).find((name) => SERVICES[name]?.sdkPackage === sdkPackage)
    if (service === undefined) return []
    return names.split(',').flatMap((name): [string, string][] => {
      const [, command, paged] = /^\s*(?:(\w+)Command|paginate(\w+))\s*$/.exec(name) ?? []
      const isUsed = new RegExp(command ? `new ${command}Command\\(` : `paginate${paged}\\(`).test(body)
      const operation = command ?? paged
      return operation && isUsed ? [[service, operation]] : []
    })
  })
  const inside = [...body.matchAll(/\bcall\(\s*'([\w-]+)',\s*'(\w+)'/g)]
  return [...bySdk, ...inside.map(([, service = '', name = '']): [string, string] => [service, name])]
}

const IMPORT = /import \{([^}]*)\} from '(@aws-sdk\/[\w-]+)'/g

const sourcesBelow = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter(({ name, parentPath }) => /(?<!\.test|\.d)\.tsx?$/.test(name) && !parentPath.includes('node_modules'))
    .map(({ name, parentPath }) => readFileSync(join(parentPath, name), 'utf8'))
