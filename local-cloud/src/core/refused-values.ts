import type * as z from 'zod'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/** One value that a schema does not take. */
export interface RefusedValue {
  /** For example `Policies.0.PolicyName`. */
  path: string
  /** Undefined where a value is missing. */
  value: unknown
  /** What the schema's author says about it, if they do. */
  why: string | undefined
}

/**
 * Every value that a schema does not take, by its path: the schema library's own words say nothing to whoever wrote the value.
 * What `unknown` tells is not judged.
 */
export function refusedValues(
  issues: Issue[],
  given: unknown,
  unknown: (value: unknown) => boolean = () => false,
): RefusedValue[] {
  return issues.flatMap((issue) => refusalsOf(issue, [], given, unknown))
}

function refusalsOf(issue: Issue, base: Path, given: unknown, unknown: (value: unknown) => boolean): RefusedValue[] {
  const path = [...base, ...issue.path]
  const refused = (at: Path, why?: string) => ({ path: at.map(String).join('.'), value: valueAt(given, at), why })
  const refusal = (at: Path, why?: string): RefusedValue[] => (unknown(valueAt(given, at)) ? [] : [refused(at, why)])
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => refused([...path, key]))
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branches = issue.errors.map((branch) => ({
      depth: depthOf(branch),
      refusals: branch.flatMap((inner) => refusalsOf(inner, path, given, unknown)),
    }))
    // What is not known yet may make one of the alternatives right.
    if (branches.some(({ refusals }) => refusals.length === 0)) return []
    // Of several alternatives, the complaint of the one that came closest.
    const closest = branches.toSorted((a, b) => b.depth - a.depth)[0]
    return closest && closest.depth > 0 ? closest.refusals : refusal(path)
  }
  return refusal(path, ownWords(issue.message))
}

/** How far into the value an alternative came before it failed. */
function depthOf([first]: Issue[]): number {
  return (first?.path.length ?? 0) + (first?.code === 'unrecognized_keys' ? 0.5 : 0)
}

/** A schema's message if the type's author wrote it. */
const ownWords = (message: string): string | undefined =>
  /^(Invalid|Too big|Too small|Unrecognized)\b/.test(message) ? undefined : message

export const valueAt = (given: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown> | null | undefined)?.[step], given)

/** Longer values are cut in messages. */
const MAX_SHOWN = 100

/** A value as it reads in a message. */
export function shownValue(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text
}
