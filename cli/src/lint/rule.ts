import type { Template } from './template.ts'

/** What a rule found in a template. */
export interface Finding {
  logicalId: string
  what: string
}

/** A rule over one synthesized template. Its file, its id and its page `docs/rules/<id>.md` have one name. */
export interface Rule {
  id: string
  /** What to do about a finding, in a sentence. */
  fix: string
  check(template: Template): Finding[]
}
