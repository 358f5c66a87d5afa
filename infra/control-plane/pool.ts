import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import { POOL_PARAMETERS } from '../names.ts'

/** Where the pooled app plane serves its tenants, as it published it. */
export type Pool = Record<keyof typeof POOL_PARAMETERS, string>

export function pool(scope: Construct): Pool {
  const read = (name: keyof Pool) => StringParameter.valueForStringParameter(scope, POOL_PARAMETERS[name])
  return {
    apiUrl: read('apiUrl'),
    userPoolId: read('userPoolId'),
    clientId: read('clientId'),
    userPoolEndpoint: read('userPoolEndpoint'),
    usagePlans: read('usagePlans'),
    mailFrom: read('mailFrom'),
  }
}
