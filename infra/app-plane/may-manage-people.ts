import type { IUserPool } from 'aws-cdk-lib/aws-cognito'
import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import type { Place } from './place.ts'

/**
 * Lets a role do something to the accounts of a user pool. In a silo the pool's triggers have the same role: the right goes into a policy beside
 * the role, and beside its construct, which functions depend on.
 */
export function mayManagePeople(
  scope: Construct,
  place: Place,
  role: Role,
  { pool, actions }: { pool: IUserPool; actions: readonly string[] },
): void {
  const statement = new PolicyStatement({
    actions: actions.map((action) => `cognito-idp:${action}`),
    resources: [pool.userPoolArn],
  })
  if (place.kind === 'pool') {
    role.addToPolicy(statement)
    return
  }
  const found = scope.node.tryFindChild('PeoplePolicy')
  const policy = found instanceof Policy ? found : new Policy(scope, 'PeoplePolicy', { roles: [role] })
  policy.addStatements(statement)
}
