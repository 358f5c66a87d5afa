import type { SynthesizedTemplate } from './synthesized-template.ts'

/** How much of a limit something uses. */
export interface Use {
  /** `<stack>/<logical id>`, with what about it is meant where that is not clear. */
  of: string
  used: number
}

/** A limit of AWS that the product can grow into. */
export interface Limit {
  /** What is counted, as messages and docs/guides/limits.md name it. */
  name: string
  max: number
  unit: string
  /** Where AWS documents it. */
  page: string
  /** What to do about it, in a sentence. */
  fix: string
  measure(templates: SynthesizedTemplate[]): Use[]
}

/** Uses by each resource of a type: `of` answers how much it uses. */
export function perResource(
  templates: SynthesizedTemplate[],
  type: string,
  of: (properties: Record<string, unknown>, template: SynthesizedTemplate) => number | null,
): Use[] {
  return templates.flatMap((template) =>
    Object.entries(template.Resources).flatMap(([id, { Type, Properties }]) => {
      const used = Type === type ? of(Properties, template) : null
      return used === null ? [] : [{ of: `${template.stack}/${id}`, used }]
    }),
  )
}
