/** A client that works against the local cloud unchanged, and what it is promised: the operations that its test calls. */
export interface NamedClient {
  name: string
  use: string
  /** From the root. */
  test: string
  /** By the registry's names of services. */
  operations: Record<string, string[]>
  /** Of the templates that its test deploys. */
  resourceTypes?: string[]
}

export const AWS_CLI: NamedClient = {
  name: 'aws CLI',
  use: '`aws cloudformation deploy`, `aws s3`, and the commands that a developer tries first',
  test: 'tests/local-cloud/aws-cli.test.ts',
  operations: {
    apigateway: ['CreateApiKey'],
    cloudformation: [
      'CreateChangeSet',
      'DeleteChangeSet',
      'DescribeChangeSet',
      'DescribeStackResource',
      'DescribeStackResources',
      'DescribeStacks',
      'ExecuteChangeSet',
      'GetTemplateSummary',
      'ListStacks',
      'ValidateTemplate',
    ],
    'cognito-idp': ['AdminCreateUser'],
    dynamodb: ['GetItem', 'PutItem'],
    events: ['PutEvents'],
    iam: ['ListRoles'],
    lambda: ['Invoke'],
    logs: ['DescribeLogGroups'],
    s3: [
      'CompleteMultipartUpload',
      'CreateMultipartUpload',
      'GetObject',
      'HeadObject',
      'ListObjectsV2',
      'PutObject',
      'UploadPart',
      'UploadPartCopy',
    ],
    ses: ['SendEmail'],
    sqs: ['ReceiveMessage', 'SendMessage'],
    ssm: ['PutParameter'],
    states: ['StartExecution'],
    sts: ['GetCallerIdentity'],
  },
}

export const BOTO3: NamedClient = {
  name: 'boto3',
  use: 'its resources of S3, SQS and DynamoDB, transfers in parts among them, and what people look at from scripts',
  test: 'tests/local-cloud/clients/boto3.test.ts',
  operations: {
    'cognito-idp': [
      'AdminCreateUser',
      'AdminDeleteUser',
      'AdminDisableUser',
      'AdminEnableUser',
      'AdminGetUser',
      'AdminSetUserPassword',
      'DescribeUserPool',
      'ListUserPools',
      'ListUsers',
    ],
    dynamodb: [
      'BatchGetItem',
      'BatchWriteItem',
      'CreateTable',
      'DeleteItem',
      'DeleteTable',
      'DescribeContinuousBackups',
      'DescribeTable',
      'GetItem',
      'ListTables',
      'ListTagsOfResource',
      'PutItem',
      'Query',
      'Scan',
      'TransactGetItems',
      'TransactWriteItems',
      'UpdateItem',
    ],
    iam: ['GetRole', 'GetRolePolicy', 'ListAttachedRolePolicies', 'ListRolePolicies', 'ListRoles'],
    lambda: ['GetFunction', 'GetFunctionConfiguration', 'Invoke', 'ListFunctions'],
    logs: [
      'CreateLogGroup',
      'CreateLogStream',
      'DescribeLogGroups',
      'DescribeLogStreams',
      'FilterLogEvents',
      'GetLogEvents',
      'PutLogEvents',
    ],
    s3: [
      'AbortMultipartUpload',
      'CompleteMultipartUpload',
      'CopyObject',
      'CreateBucket',
      'CreateMultipartUpload',
      'DeleteBucket',
      'DeleteObject',
      'DeleteObjects',
      'GetBucketLocation',
      'GetObject',
      'HeadBucket',
      'HeadObject',
      'ListBuckets',
      'ListObjects',
      'ListObjectsV2',
      'PutObject',
      'UploadPart',
      'UploadPartCopy',
    ],
    sqs: [
      'CancelMessageMoveTask',
      'ChangeMessageVisibility',
      'ChangeMessageVisibilityBatch',
      'CreateQueue',
      'DeleteMessage',
      'DeleteMessageBatch',
      'DeleteQueue',
      'GetQueueAttributes',
      'GetQueueUrl',
      'ListMessageMoveTasks',
      'ListQueueTags',
      'ListQueues',
      'PurgeQueue',
      'ReceiveMessage',
      'SendMessage',
      'SendMessageBatch',
      'StartMessageMoveTask',
    ],
    ssm: ['DeleteParameter', 'GetParameter', 'GetParametersByPath', 'PutParameter'],
    states: [
      'DescribeExecution',
      'DescribeStateMachine',
      'GetExecutionHistory',
      'ListExecutions',
      'ListStateMachines',
      'SendTaskHeartbeat',
      'StartExecution',
      'StopExecution',
    ],
  },
}

export const CDK_CLI: NamedClient = {
  name: 'CDK CLI',
  use: '`cdk deploy --method=direct` with assets, `cdk diff` and `cdk destroy` of an app with CliCredentialsStackSynthesizer',
  resourceTypes: [
    'AWS::ApiGateway::Account',
    'AWS::ApiGateway::ApiKey',
    'AWS::ApiGateway::Deployment',
    'AWS::ApiGateway::Method',
    'AWS::ApiGateway::RestApi',
    'AWS::ApiGateway::Stage',
    'AWS::ApiGateway::UsagePlan',
    'AWS::ApiGateway::UsagePlanKey',
    'AWS::CDK::Metadata',
    'AWS::IAM::ManagedPolicy',
    'AWS::IAM::Role',
    'AWS::Lambda::EventInvokeConfig',
    'AWS::Lambda::Function',
    'AWS::Lambda::Permission',
    'AWS::SQS::Queue',
  ],
  test: 'tests/local-cloud/clients/cdk-cli.test.ts',
  operations: {
    cloudformation: [
      'CreateStack',
      'DeleteStack',
      'DescribeStackEvents',
      'DescribeStacks',
      'GetTemplate',
      'UpdateStack',
    ],
    s3: ['GetBucketLocation', 'ListObjectsV2', 'PutObject'],
    sts: ['GetCallerIdentity'],
  },
}

export const AMPLIFY: NamedClient = {
  name: 'aws-amplify',
  use: 'sign-in by SRP, sign-up, new passwords, attributes, authenticator apps and sign-out, in a browser',
  test: 'tests/local-cloud/amplify-browser.test.ts',
  operations: {
    'cognito-idp': [
      'AssociateSoftwareToken',
      'ChangePassword',
      'ConfirmForgotPassword',
      'ConfirmSignUp',
      'DeleteUser',
      'ForgotPassword',
      'GetTokensFromRefreshToken',
      'GetUser',
      'GlobalSignOut',
      'InitiateAuth',
      'ResendConfirmationCode',
      'RespondToAuthChallenge',
      'RevokeToken',
      'SignUp',
      'UpdateUserAttributes',
      'VerifySoftwareToken',
      'VerifyUserAttribute',
    ],
  },
}

/** Programs of this repository that use the AWS SDK for JavaScript v3: what they are promised is what their sources call. */
export const SDK_V3 = {
  name: 'AWS SDK for JavaScript v3',
  use: 'the product, `npm run attacks`, `npm run bench`, `npm run soak` and the example app',
  folders: {
    product: ['app-plane', 'control-plane', 'toolkit', 'services', 'infra', 'cli'],
    commands: ['tests/attacks', 'tests/bench', 'tests/soak', 'examples/page-titles'],
  },
}

export const CLIENTS: NamedClient[] = [AWS_CLI, BOTO3, CDK_CLI, AMPLIFY]
