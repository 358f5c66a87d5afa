import { Arn, ArnFormat, Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'

/** Lets a function manage a kind of resource of API Gateway, whose actions are HTTP methods and whose resources are paths. */
export function allowApiGateway(fn: LambdaFunction, actions: string[], resource: string): void {
  const arn = Arn.format(
    { service: 'apigateway', account: '', resource, arnFormat: ArnFormat.NO_RESOURCE_NAME },
    Stack.of(fn),
  )
  fn.addToRolePolicy(new PolicyStatement({ actions, resources: [arn] }))
}
