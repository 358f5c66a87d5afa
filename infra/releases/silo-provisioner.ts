import { SILO_PREFIX } from '@tenantry/contracts/deployment.ts'
import { Stack } from 'aws-cdk-lib'
import { type ManagedPolicy, type Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { allowWithWildcard } from '../foundation/allow-with-wildcard.ts'
import { InlineRole } from '../foundation/inline-role.ts'
import { mayGoUnused } from '../foundation/may-go-unused.ts'
import { usageSenderArn } from '../foundation/usage-subscriptions.ts'
import { RELEASED_CODE, SILO_PATH } from '../names.ts'
import { type ProvisioningRight, provisioningRights } from './provisioning-rights.ts'

const REASON =
  'Silos are made when tenants are onboarded: what their names begin with is all that can be known of them.'
const ON_AWS = 'CloudFormation calls this on AWS; in the local cloud a resource is made by fewer calls.'

/**
 * The role by which CloudFormation makes and deletes silos. Of IAM it may make roles of silos that carry the boundary, and hand them to Lambda; whoever
 * could have it make another role could have it do anything.
 */
export function siloProvisioner(
  scope: Construct,
  { boundary, bucket }: { boundary: ManagedPolicy; bucket: Bucket },
): Role {
  const role = new InlineRole(scope, 'SiloProvisioner', {
    description: 'Makes and deletes the resources of silos, for CloudFormation',
    assumedBy: new ServicePrincipal('cloudformation.amazonaws.com'),
  })
  const { partition, account } = Stack.of(scope)
  const roles = `arn:${partition}:iam::${account}:role${SILO_PATH}${SILO_PREFIX}*`
  const grant = ({ sid, used, onAws, resources, conditions }: ProvisioningRight) => {
    allowWithWildcard(
      { role },
      { sid, actions: [...used, ...onAws], resources, ...(conditions && { conditions }), reason: REASON },
    )
    mayGoUnused({ role }, ...onAws.map((action) => ({ action, reason: ON_AWS, byChance: true as const })))
  }
  grant({
    sid: 'MakeBoundRoles',
    used: ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:DeleteRolePolicy'],
    onAws: [],
    resources: [roles],
    conditions: { StringEquals: { 'iam:PermissionsBoundary': boundary.managedPolicyArn } },
  })
  grant({
    sid: 'DeleteRoles',
    used: ['iam:DeleteRole'],
    onAws: ['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListRolePolicies', 'iam:ListAttachedRolePolicies'],
    resources: [roles],
  })
  grant({
    sid: 'GiveRolesToLambda',
    used: ['iam:PassRole'],
    onAws: [],
    resources: [roles],
    conditions: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
  })
  grant({
    sid: 'GiveRoleToLogs',
    used: ['iam:PassRole'],
    onAws: [],
    resources: [usageSenderArn(Stack.of(scope))],
    conditions: { StringEquals: { 'iam:PassedToService': 'logs.amazonaws.com' } },
  })
  grant({ sid: 'ReadCode', used: ['s3:GetObject'], onAws: [], resources: [bucket.arnForObjects(`${RELEASED_CODE}/*`)] })
  for (const right of provisioningRights(scope)) grant(right)
  return role
}
