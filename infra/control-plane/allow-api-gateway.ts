import { Arn, ArnFormat, Stack } from 'aws-cdk-lib'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { allowWithWildcard, type WildcardGrant } from '../foundation/allow-with-wildcard.ts'

/** Lets a function manage a kind of resource of API Gateway, whose actions are HTTP methods and whose resources are paths. */
export function allowApiGateway(
  fn: LambdaFunction,
  { resource, ...grant }: Omit<WildcardGrant, 'resources'> & { resource: string },
): void {
  const arn = Arn.format(
    { service: 'apigateway', account: '', resource, arnFormat: ArnFormat.NO_RESOURCE_NAME },
    Stack.of(fn),
  )
  allowWithWildcard(fn, { ...grant, resources: [arn] })
}
