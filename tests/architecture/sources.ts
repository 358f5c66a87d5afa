import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Where each package keeps its sources. */
export const PACKAGES = {
  contracts: 'contracts/src',
  toolkit: 'toolkit/src',
  services: 'services',
  'control-plane': 'control-plane/src',
  'app-plane': 'app-plane/src',
  infra: 'infra',
  attribution: 'attribution/src',
  metering: 'metering/src',
  'local-cloud': 'local-cloud/src',
  web: 'web',
  cli: 'cli/src',
  tests: 'tests',
} as const
export type PackageName = keyof typeof PACKAGES

export interface SourceFile {
  package: PackageName
  /** Relative to the root. */
  path: string
  text: string
  isTest: boolean
}

/** Folders that only tests import: the examples of AWS's documentation, and the comparison with another engine. */
const isTestSupport = (file: string): boolean => /\/(cases|oracle)\//.test(file)

export function sources(): SourceFile[] {
  return (Object.entries(PACKAGES) as [PackageName, string][]).flatMap(([name, directory]) =>
    readdirSync(join(ROOT, directory), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes('node_modules'))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => ({
        package: name,
        path: relative(ROOT, file),
        text: readFileSync(file, 'utf8'),
        isTest: /\.test\.tsx?$|-fixture\.ts$/.test(file) || isTestSupport(file) || name === 'tests',
      })),
  )
}

/** Every module that a file imports, types included. */
export function importsOf({ text }: SourceFile): string[] {
  return [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|\nimport\s+'([^']+)'/g,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
}

/** The path of an imported module of ours, relative to the root; null for a module of somebody else. */
export function targetOf({ path }: SourceFile, specifier: string): string | null {
  if (specifier.startsWith('.')) return normalize(join(dirname(path), specifier))
  const [, name = '', rest = ''] = /^@tenantry\/([a-z-]+)\/(.+)$/.exec(specifier) ?? []
  return name in PACKAGES ? join(PACKAGES[name as PackageName], rest) : null
}
