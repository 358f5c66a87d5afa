import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import { POOL_PARAMETERS } from '../names.ts'

const READ = [
  'apiUrl',
  'userPoolId',
  'clientId',
  'userPoolEndpoint',
  'apiStage',
  'sharedPeople',
  'mailFrom',
  'exportsBucket',
] as const satisfies readonly (keyof typeof POOL_PARAMETERS)[]

/** Where the pooled app plane serves its tenants, as it published it. */
export type Pool = Record<(typeof READ)[number], string>

/** A stack has a parameter for what it uses of it, and for nothing else. */
export function pool(scope: Construct): Pool {
  const get = (name: keyof Pool) => () => StringParameter.valueForStringParameter(scope, POOL_PARAMETERS[name])
  return Object.defineProperties({}, Object.fromEntries(READ.map((name) => [name, { get: get(name) }]))) as Pool
}
