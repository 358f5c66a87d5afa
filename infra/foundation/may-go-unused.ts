import { CfnRole, type IRole } from 'aws-cdk-lib/aws-iam'

/** A right that no acceptance journey uses. */
export interface UnusedRight {
  /** As the policy names it. */
  action: string
  /** What tells it from others of the role with the same action: a part of the resource, or the type of the event. @default nothing does */
  of?: string
  /** When it is used all the same. */
  reason: string
  /** Whether chance decides if a journey uses it, as a crash or a turn of a minute in between. @default none does */
  byChance?: true
}

/** The test of least privilege reads reasons from this metadata of the role. */
export const UNUSED_RIGHTS = 'Tenantry::UnusedRights'

/**
 * Says, beside the grant, why a role has a right that no acceptance journey uses. A right without use or reason fails the test of least
 * privilege (tests/privilege), and so does a reason for a right that is used, or that the role does not have.
 */
export function mayGoUnused({ role }: { role?: IRole | undefined }, ...rights: UnusedRight[]): void {
  const holder = role?.node.defaultChild
  if (!(holder instanceof CfnRole)) throw new TypeError('The role is not of this app')
  holder.addMetadata(UNUSED_RIGHTS, [...(holder.getMetadata(UNUSED_RIGHTS) ?? []), ...rights])
}
