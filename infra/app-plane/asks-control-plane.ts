import { ACCOUNT_FUNCTION, ACCOUNT_LISTS_FUNCTION } from '@tenantry/contracts/tenant-account.ts'
import { ArnFormat, Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { IConstruct } from 'constructs'

/** The functions of the control plane that answer about accounts of tenants. */
export const accountFunctionArns = (scope: IConstruct): string[] =>
  [ACCOUNT_FUNCTION, ACCOUNT_LISTS_FUNCTION].map((resourceName) =>
    Stack.of(scope).formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
  )

/** Lets a function ask the control plane about the account of a tenant: by functions that change no tenant. */
export function asksControlPlane(fn: LambdaFunction): void {
  fn.addToRolePolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: accountFunctionArns(fn) }))
}
