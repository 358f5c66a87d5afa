import type { DetailType } from '@tenantry/contracts/events.ts'

/** What functions that change memberships publish. */
export const MEMBERSHIP_EVENTS: readonly DetailType[] = ['sbt_aws_tenantUserCreated', 'sbt_aws_tenantUserDeleted']
