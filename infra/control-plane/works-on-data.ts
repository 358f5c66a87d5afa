import { SILO_PREFIX } from '@tenantry/contracts/deployment.ts'
import { dataFunctionIn } from '@tenantry/contracts/tenant-data.ts'
import { ArnFormat, Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { allowWithWildcard } from '../foundation/allow-with-wildcard.ts'

/** Lets a function ask the places that serve tenants to work on their data: the one function of each, by its name. */
export function worksOnData(fn: LambdaFunction): void {
  const named = (resourceName: string) =>
    Stack.of(fn).formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    })
  const actions = ['lambda:InvokeFunction']
  fn.addToRolePolicy(new PolicyStatement({ actions, resources: [named(dataFunctionIn(''))] }))
  allowWithWildcard(fn, {
    sid: 'WorkOnDataInSilos',
    actions,
    resources: [named(dataFunctionIn(`${SILO_PREFIX}*`))],
    reason: 'Silos come and go: what the names of their functions begin and end with is all that can be known of them.',
  })
}
