import { Unsupported } from '../../core/aws-error.ts'
import { templateError } from '../intrinsics/intrinsic.ts'

/** No template comes near it; what is nested deeper would overflow the call stack. */
const DEEPEST = 200

/** Refuses what no part of a template may be, before anything else reads it. */
export function judgeText(template: unknown): void {
  const waiting: { value: unknown; path: string[] }[] = [{ value: template, path: [] }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, path } = next
    if (value === null) throw templateError(`[/${path.join('/')}] 'null' values are not allowed in templates`)
    if (typeof value !== 'object') continue
    if (path.length >= DEEPEST) throw new Unsupported(`templates that are nested deeper than ${DEEPEST} levels`)
    for (const [key, member] of Object.entries(value)) waiting.push({ value: member, path: [...path, key] })
  }
}
