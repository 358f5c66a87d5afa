import type { DetailType } from '@tenantry/contracts/events.ts'

/** What the steps of an onboarding publish. */
export const ONBOARDING_EVENTS: readonly DetailType[] = [
  'sbt_aws_onboardingRequest',
  'sbt_aws_onboardingSuccess',
  'sbt_aws_onboardingFailure',
]

/** What operators' changes of tenants publish. */
export const OPERATING_EVENTS: readonly DetailType[] = [
  'sbt_aws_activateRequest',
  'sbt_aws_deactivateRequest',
  'sbt_aws_resendInvitationRequest',
  'sbt_aws_appointAdminRequest',
]
