import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RULES } from './rules.ts'
import { parseTemplate, type Template } from './template.ts'

export interface Violation {
  rule: string
  stack: string
  logicalId: string
  what: string
  fix: string
  /** Relative to the repository. */
  page: string
}

const SUFFIX = '.template.json'

/** Looks at every template of a cloud assembly, those of its stages and nested stacks too. Throws when it has none. */
export function lint(directory: string): Violation[] {
  const templates = templatesBelow(directory)
  if (templates.length === 0) throw new Error(`${directory} holds no synthesized template (*${SUFFIX}).`)
  return templates.flatMap(violations)
}

/** What the rules find in one template. */
export function violations(template: Template): Violation[] {
  return RULES.flatMap(({ id, fix, check }) =>
    check(template).map((finding) => ({
      rule: id,
      stack: template.stack,
      ...finding,
      fix,
      page: `docs/rules/${id}.md`,
    })),
  )
}

/** A violation as three lines of text. */
export const describe = ({ rule, stack, logicalId, what, fix, page }: Violation): string =>
  `${rule}: ${stack}/${logicalId} ${what}.\n  ${fix}\n  ${page}`

/** Every template of a cloud assembly. */
export function templatesBelow(directory: string): Template[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name)
    // Stages are assemblies of their own; other directories are assets.
    if (entry.isDirectory()) return entry.name.startsWith('assembly-') ? templatesBelow(path) : []
    if (!entry.name.endsWith(SUFFIX)) return []
    return parseTemplate(entry.name.slice(0, -SUFFIX.length), JSON.parse(readFileSync(path, 'utf8')))
  })
}
