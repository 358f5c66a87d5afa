import { Stack } from 'aws-cdk-lib'
import { ManagedPolicy, type Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import type { Silo } from '../app-plane/place.ts'
import { InlineRole } from '../foundation/inline-role.ts'
import { pascalCase } from '../foundation/pascal-case.ts'
import { SILO_BOUNDARY, SILO_PATH } from '../names.ts'

/**
 * The roles of a silo. Whoever makes them may make none without the boundary, and none elsewhere, so that a template that was tampered with
 * gives nobody more than silos have.
 */
export function siloRoles(scope: Construct): Pick<Silo, 'roles' | 'roleOfService'> {
  const permissionsBoundary = ManagedPolicy.fromManagedPolicyArn(scope, 'Boundary', boundaryArn(scope))
  const role = (name: string) =>
    new InlineRole(scope, `${pascalCase(name)}Role`, {
      description: `What functions of a silo may do: ${name}`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      path: SILO_PATH,
      permissionsBoundary,
      mergesRights: true,
    })
  const made = new Map<string, Role>()
  const once = (name: string): Role => {
    const known = made.get(name) ?? role(name)
    made.set(name, known)
    return known
  }
  return {
    roles: {
      services: role('services'),
      authorizer: role('authorizer'),
      data: role('data'),
      // Made where the silo has people of its own.
      get people() {
        return once('people')
      },
      get records() {
        return once('records')
      },
      get exports() {
        return once('exports')
      },
      get account() {
        return once('account')
      },
    },
    roleOfService: (name) => once(`${name}-service`),
  }
}

export function boundaryArn(scope: Construct): string {
  const { partition, account } = Stack.of(scope)
  return `arn:${partition}:iam::${account}:policy${SILO_BOUNDARY}`
}
