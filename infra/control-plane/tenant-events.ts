import type { DetailType } from '@tenantry/contracts/events.ts'

/** What functions that change tenants publish. */
export const TENANT_EVENTS: readonly DetailType[] = [
  'sbt_aws_onboardingRequest',
  'sbt_aws_onboardingSuccess',
  'sbt_aws_onboardingFailure',
  'sbt_aws_activateRequest',
  'sbt_aws_deactivateRequest',
]
