import { readdirSync } from 'node:fs'

const REFERENCE = 'https://docs.aws.amazon.com'

/** By the registry's service names: the SDK's package, which lists every operation, and the API reference that each follows. */
export const SERVICES: Record<string, { sdkPackage: string; title: string; page(operation: string): string }> = {
  apigateway: service('api-gateway', 'API Gateway (REST APIs)', 'apigateway/latest/api'),
  athena: service('athena', 'Athena', 'athena/latest/APIReference'),
  cloudformation: service('cloudformation', 'CloudFormation', 'AWSCloudFormation/latest/APIReference'),
  'cognito-idp': service(
    'cognito-identity-provider',
    'Cognito user pools',
    'cognito-user-identity-pools/latest/APIReference',
  ),
  dynamodb: service('dynamodb', 'DynamoDB', 'amazondynamodb/latest/APIReference'),
  events: service('eventbridge', 'EventBridge', 'eventbridge/latest/APIReference'),
  firehose: service('firehose', 'Firehose', 'firehose/latest/APIReference'),
  iam: service('iam', 'IAM', 'IAM/latest/APIReference'),
  lambda: service('lambda', 'Lambda', 'lambda/latest/api'),
  logs: service('cloudwatch-logs', 'CloudWatch Logs', 'AmazonCloudWatchLogs/latest/APIReference'),
  monitoring: service('cloudwatch', 'CloudWatch', 'AmazonCloudWatch/latest/APIReference'),
  s3: service('s3', 'S3', 'AmazonS3/latest/API'),
  ses: service('sesv2', 'SES', 'ses/latest/APIReference-V2'),
  sns: service('sns', 'SNS', 'sns/latest/api'),
  sqs: service('sqs', 'SQS', 'AWSSimpleQueueService/latest/APIReference'),
  ssm: service('ssm', 'Systems Manager', 'systems-manager/latest/APIReference'),
  states: service('sfn', 'Step Functions', 'step-functions/latest/apireference'),
  sts: service('sts', 'STS', 'STS/latest/APIReference'),
  xray: service('xray', 'X-Ray', 'xray/latest/api'),
}

function service(client: string, title: string, path: string) {
  return {
    sdkPackage: `@aws-sdk/client-${client}`,
    title,
    page: (operation: string) => `${REFERENCE}/${path}/API_${operation}.html`,
  }
}

/** Every operation that AWS documents for the service. */
export function documentedOperations(sdkPackage: string): string[] {
  const commands = new URL('dist-types/commands/', import.meta.resolve(`${sdkPackage}/package.json`))
  return readdirSync(commands)
    .flatMap((file) => /^(\w+)Command\.d\.ts$/.exec(file)?.[1] ?? [])
    .sort()
}
