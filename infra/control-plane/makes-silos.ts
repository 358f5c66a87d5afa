import { SILO_PREFIX } from '@tenantry/contracts/deployment.ts'
import { Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { allowWithWildcard } from '../foundation/allow-with-wildcard.ts'
import { RELEASES } from '../names.ts'
import type { Releases } from './releases.ts'

const reason =
  'Silos are made when tenants are onboarded: what the names of their stacks begin with is all that can be known of them.'

/**
 * Lets a function make and delete silos: from released templates alone, and by the one role that may do what they need. Whoever takes the function over
 * makes silos, and nothing else.
 */
export function makesSilos(fn: LambdaFunction, releases: Releases): void {
  const { urlSuffix, region } = Stack.of(fn)
  const stacks = Stack.of(fn).formatArn({
    service: 'cloudformation',
    resource: 'stack',
    resourceName: `${SILO_PREFIX}*/*`,
  })
  allowWithWildcard(fn, {
    sid: 'MakeSilos',
    actions: ['cloudformation:CreateStack'],
    resources: [stacks],
    conditions: {
      StringLike: {
        'cloudformation:TemplateUrl': `https://${releases.bucket}.s3.${region}.${urlSuffix}/${RELEASES}/*`,
      },
      StringEquals: { 'cloudformation:RoleArn': releases.provisioner },
    },
    reason,
  })
  allowWithWildcard(fn, {
    sid: 'LookAfterSilos',
    actions: [
      'cloudformation:DescribeStacks',
      'cloudformation:DescribeStackEvents',
      // A stack is made with its policy and its protection.
      'cloudformation:SetStackPolicy',
      'cloudformation:UpdateTerminationProtection',
      'cloudformation:DeleteStack',
    ],
    resources: [stacks],
    reason,
  })
  allowWithWildcard(fn, {
    sid: 'CountSilos',
    actions: ['cloudformation:ListStacks'],
    resources: ['*'],
    reason: 'This action has no resource types.',
  })
  allowWithWildcard(fn, {
    sid: 'ReadTemplates',
    actions: ['s3:GetObject'],
    resources: [`arn:${Stack.of(fn).partition}:s3:::${releases.bucket}/${RELEASES}/*`],
    reason: 'CloudFormation reads the template of whichever release with the rights of whoever makes the stack.',
  })
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['iam:PassRole'],
      resources: [releases.provisioner],
      conditions: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
    }),
  )
}
