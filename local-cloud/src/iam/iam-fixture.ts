// For tests: IAM on a database in memory, with a clock that stands still.
import { DatabaseSync } from 'node:sqlite'
import { movableClock } from '../core/clock.ts'
import { randomIds } from '../core/ids.ts'
import type { RoleSession } from '../core/principal.ts'
import type { ResourceContext, ResourceType } from '../core/resource-type.ts'
import { runOperation } from '../core/run-operation.ts'
import type { Call } from '../core/service.ts'
import { iamService } from './service.ts'

export const ROOT = { accessKeyId: 'AKIAROOT', secretAccessKey: 'root-secret' }
export const ACCOUNT = '000000000000'
export const roleArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`
export const LAMBDA_TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
}
export const allowAll = (actions: string | string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
})

export function iamFixture({ database = new DatabaseSync(':memory:'), region = 'us-east-1' } = {}) {
  const clock = movableClock()
  const context = {
    accountId: ACCOUNT,
    region,
    database,
    dataDir: '/nowhere',
    clock,
    ids: randomIds,
    endpoint: () => 'http://127.0.0.1:4566',
    log: () => {},
  }
  const parts = iamService({ context, root: ROOT })
  return {
    ...parts,
    context,
    clock,
    resource: (type: string) => found(parts.resourceTypes, type),
    /** Creates a role as a template does, and answers its ARN. */
    role(name: string, properties: Record<string, unknown> = {}): string {
      const type = found(parts.resourceTypes, 'AWS::IAM::Role')
      const parsed = type.properties.parse({
        RoleName: name,
        AssumeRolePolicyDocument: LAMBDA_TRUST,
        ...properties,
      })
      type.create(parsed, resourceContext(name))
      return roleArn(name)
    },
    // biome-ignore lint/suspicious/noExplicitAny: the tests say which members they expect
    roleOperation(name: string, RoleName: string): any {
      return runOperation(parts.api, name, { RoleName }, callBy({ kind: 'anonymous' }))
    },
    /** A session of a role that Lambda may assume. */
    session: (name: string, sessionName = 'function'): ReturnType<typeof parts.iam.assumeForService> =>
      parts.iam.assumeForService({
        roleArn: roleArn(name),
        service: 'lambda.amazonaws.com',
        sessionName,
        durationSeconds: 3600,
      }),
  }
}

export function found(types: ResourceType[], name: string): ResourceType {
  const type = types.find((candidate) => candidate.type === name)
  if (!type) throw new Error(`no resource type ${name}`)
  return type
}

export const resourceContext = (logicalId: string): ResourceContext => ({
  stackName: 'stack',
  stackId: 'arn:stack',
  logicalId,
  physicalName: () => `stack-${logicalId}-ABC`,
})

export const callBy = (principal: RoleSession | Call['principal']): Call => ({
  principal,
  requestId: 'r',
  sourceIp: '127.0.0.1',
  headers: {},
})
