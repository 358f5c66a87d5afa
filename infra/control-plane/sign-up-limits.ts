import { CfnParameter } from 'aws-cdk-lib'
import type { Construct } from 'constructs'

/** What strangers may do before they have proved an address, and how much of it goes on at once: parameters of the deployment. */
export interface SignUpLimits {
  /** Codes that one address gets in an hour. */
  codesPerHour: CfnParameter
  /** Public writes of one source in a second, and at once. */
  sourceRate: CfnParameter
  sourceBurst: CfnParameter
  /** Public writes of everybody together, by route: strangers must not use up what operators need. */
  publicRate: CfnParameter
  publicBurst: CfnParameter
  /** Onboardings that run at once; the others wait. */
  onboardingSlots: CfnParameter
}

export function signUpLimits(scope: Construct): SignUpLimits {
  const limit = (id: string, value: number, description: string, minValue = 1) =>
    new CfnParameter(scope, id, { type: 'Number', default: value, minValue, description })
  return {
    codesPerHour: limit('CodesPerHour', 3, 'Confirmation codes that one e-mail address gets in an hour'),
    sourceRate: limit('SourceRate', 1, 'Sign-up requests a second of one network address', 0.01),
    sourceBurst: limit('SourceBurst', 60, 'Sign-up requests at once of one network address'),
    publicRate: limit('PublicWriteRate', 5, 'Requests a second of each public route that writes'),
    onboardingSlots: limit('RunningOnboardings', 4, 'Onboardings that run at the same time'),
    publicBurst: limit('PublicWriteBurst', 50, 'Requests at once of each public route that writes'),
  }
}
