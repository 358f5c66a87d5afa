import { callService } from './call-service.ts'
import type { IntegrationKind } from './integration.ts'

/** By their names in task resources: the service here, and the prefix of its errors. Services whose members begin with capitals. */
const SERVICES: Record<string, { name: string; prefix: string }> = {
  cloudformation: { name: 'cloudformation', prefix: 'CloudFormation' },
  cognitoidentityprovider: { name: 'cognito-idp', prefix: 'CognitoIdentityProvider' },
  dynamodb: { name: 'dynamodb', prefix: 'DynamoDb' },
  eventbridge: { name: 'events', prefix: 'EventBridge' },
  ssm: { name: 'ssm', prefix: 'Ssm' },
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html */
export const sdkOperation: IntegrationKind = (resource) => {
  const [, sdkName = '', operation = ''] =
    /^arn:aws[\w-]*:states:::aws-sdk:([a-z0-9]+):([a-zA-Z0-9]+)$/.exec(resource) ?? []
  const service = SERVICES[sdkName]
  if (!service || operation === '') return undefined
  return {
    resourceType: `aws-sdk:${sdkName}`,
    resource: operation,
    waitsForToken: false,
    call: (run, input) =>
      callService(run, service.prefix, service.name, `${operation[0]?.toUpperCase()}${operation.slice(1)}`, input),
  }
}
