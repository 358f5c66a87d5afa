import { CfnParameter } from 'aws-cdk-lib'
import type { Construct } from 'constructs'

/** Parameters of the deployment about costs. */
export interface CostSettings {
  schedule: CfnParameter
  spread: CfnParameter
  shownToTenants: CfnParameter
}

export function costSettings(scope: Construct): CostSettings {
  return {
    schedule: new CfnParameter(scope, 'CostsSchedule', {
      default: 'rate(6 hours)',
      allowedPattern: '^rate\\([1-9]\\d* (?:minutes?|hours?|days?)\\)$',
      description: 'How often costs are attributed. AWS delivers a bill up to three times a day',
    }),
    spread: new CfnParameter(scope, 'CostsSpread', {
      default: 'proportional',
      allowedValues: ['proportional', 'even'],
      description: "How cost that is nobody's is spread over tenants for their margins",
    }),
    shownToTenants: new CfnParameter(scope, 'CostsShownToTenants', {
      default: 'false',
      allowedValues: ['true', 'false'],
      description: 'Whether admins of tenants see what their tenant costs, besides what it uses',
    }),
  }
}
