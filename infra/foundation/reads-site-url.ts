import { Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { WEB_PARAMETERS } from '../names.ts'

/** Lets a function read where the public site is. The web is deployed after the planes, so no template of theirs can name it. */
export function readsSiteUrl(fn: IFunction): void {
  const parameter = Stack.of(fn).formatArn({
    service: 'ssm',
    resource: 'parameter',
    resourceName: WEB_PARAMETERS.publicSiteUrl.slice(1),
  })
  fn.addToRolePolicy(new PolicyStatement({ actions: ['ssm:GetParameter'], resources: [parameter] }))
}
