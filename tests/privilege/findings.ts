import type { UnusedRight } from '@tenantry/infra/foundation/may-go-unused.ts'
import type { DecidedAccess } from '@tenantry/local-cloud/iam/authorize.ts'
import type { Right } from './rights.ts'

/** What a role of the product is granted, why some of it may go unused, and what it did. */
export interface Use {
  role: string
  rights: Right[]
  reasons: UnusedRight[]
  /** What it was allowed. */
  accesses: DecidedAccess[]
}

/** All that speaks against least privilege, a line each. */
export function findings(uses: readonly Use[]): string[] {
  return uses.flatMap(({ role, rights, reasons, accesses }) => {
    const isUsed = (right: Right) => accesses.some((access) => right.isUsedBy(access))
    const explains = ({ action, of = '' }: UnusedRight, right: Right) =>
      right.action === action && right.text.includes(of)
    const without = rights.filter((right) => !isUsed(right) && !reasons.some((reason) => explains(reason, right)))
    return [
      ...without.map(({ text }) => `${role} may ${text}, and nothing does`),
      ...reasons.flatMap((reason) => {
        const explained = rights.filter((right) => explains(reason, right))
        const named = [reason.action, reason.of].filter(Boolean).join(' ')
        if (explained.length === 0) return [`${role} has a reason for ${named}, which it may not do`]
        if (reason.byChance) return []
        return explained.filter(isUsed).map(({ text }) => `${role} has a reason for ${named}, and does ${text}`)
      }),
    ]
  })
}
