import type { DetailType } from '@tenantry/contracts/events.ts'

/** What the steps of an onboarding publish. */
export const ONBOARDING_EVENTS: readonly DetailType[] = [
  'sbt_aws_onboardingRequest',
  'sbt_aws_onboardingSuccess',
  'sbt_aws_onboardingFailure',
]

/** What the steps of other workflows publish. */
export const WORK_EVENTS: readonly DetailType[] = [
  'sbt_aws_updateRequest',
  'sbt_aws_tenantUpdated',
  'sbt_aws_offboardingRequest',
  'sbt_aws_offboardingSuccess',
  'sbt_aws_offboardingFailure',
]

/** What operators' changes of tenants publish. */
export const OPERATING_EVENTS: readonly DetailType[] = [
  'sbt_aws_activateRequest',
  'sbt_aws_deactivateRequest',
  'sbt_aws_resendInvitationRequest',
  'sbt_aws_appointAdminRequest',
  'sbt_aws_tenantRenamed',
  'sbt_aws_offboardingScheduled',
]
