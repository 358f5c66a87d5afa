import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { microservice } from '../foundation/microservice.ts'

/** Keeps operators' access tokens from changing their accounts at Cognito itself. */
export const operatorTokenTrigger = (scope: Construct, layer: LayerVersion): LambdaFunction =>
  microservice(scope, 'OperatorTokenTrigger', {
    entry: 'control-plane/operator-token-trigger',
    description: 'Cognito PreTokenGeneration: no self-service at the pool',
    layer,
    env: null,
    environment: {},
  })
