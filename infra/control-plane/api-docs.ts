import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { microservice } from '../foundation/microservice.ts'

/** Serves the OpenAPI document of the API. */
export function apiDocs(scope: Construct, { layer }: { layer: LayerVersion }): LambdaFunction {
  return microservice(scope, 'ApiDocs', {
    entry: 'control-plane/api-docs',
    description: 'The OpenAPI document',
    layer,
    env: null,
    environment: {},
  })
}
