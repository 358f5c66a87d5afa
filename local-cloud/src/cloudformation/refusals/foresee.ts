import { AwsError } from '../../core/aws-error.ts'
import { NO_VALUE, type Scope } from '../intrinsics/intrinsic.ts'
import { isFunctionCall } from '../intrinsics/resolve.ts'

/** Stands for what only a deployment gives: names, ARNs and attributes of resources, and exports of other stacks. */
export const PLACEHOLDER = 'known-once-deployed'

export const isForeseen = (value: unknown): boolean => !(JSON.stringify(value) ?? '').includes(PLACEHOLDER)

/** A template's value as far as it is known before anything is deployed, and the functions in it that are not supported. */
export function foresee(
  scope: Scope,
  value: unknown,
): { value: unknown; unsupported: { path: string; call: unknown }[] } {
  const unsupported: { path: string; call: unknown }[] = []
  return { value: visit(value, []), unsupported }

  function visit(part: unknown, path: string[]): unknown {
    if (Array.isArray(part))
      return part.map((element, index) => visit(element, [...path, String(index)])).filter((it) => it !== NO_VALUE)
    if (typeof part === 'object' && part !== null && !isFunctionCall(part)) {
      const members = Object.entries(part).map(([key, member]) => [key, visit(member, [...path, key])] as const)
      return Object.fromEntries(members.filter(([, member]) => member !== NO_VALUE))
    }
    try {
      return scope.resolve(part)
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      if (error.code === 'UnsupportedByLocalCloud') unsupported.push({ path: path.join('.'), call: part })
      // Any other function fails over a placeholder, or will fail in CloudFormation's words.
      return PLACEHOLDER
    }
  }
}
