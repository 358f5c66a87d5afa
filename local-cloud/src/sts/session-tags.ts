import { AwsError } from '../core/aws-error.ts'
import type { StoredSession } from '../iam/stores/session-store.ts'
import type { AssumeRoleRequest } from './operations/assume-role-input.ts'

export interface SessionTags {
  /** Passed with this request. */
  requested: Record<string, string>
  /** The new session's: also what the caller's session passes on. */
  all: Record<string, string>
  transitive: string[]
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_role-chaining */
export function sessionTags(
  { tags, transitiveTagKeys }: Pick<AssumeRoleRequest, 'tags' | 'transitiveTagKeys'>,
  caller: StoredSession | undefined,
): SessionTags {
  const passedOn = new Set(caller?.transitiveTagKeys.map((key) => key.toLowerCase()))
  const inherited = Object.entries(caller?.session.tags ?? {}).filter(([key]) => passedOn.has(key.toLowerCase()))
  if (Object.keys(tags).some((key) => passedOn.has(key.toLowerCase()))) {
    throw new AwsError(
      'InvalidParameterValue',
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    )
  }
  return {
    requested: tags,
    all: { ...Object.fromEntries(inherited), ...tags },
    transitive: [...inherited.map(([key]) => key), ...transitiveTagKeys],
  }
}
