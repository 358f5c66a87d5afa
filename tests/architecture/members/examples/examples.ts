import type { Cloud } from '@tenantry/local-cloud/cloud.ts'
import { DYNAMODB } from './dynamodb.ts'

type Call = (service: string, operation: string, input: object) => ReturnType<Cloud['call']>
/** An input, or what makes one from the values that members have. */
export type Example = object | ((values: Record<string, Record<string, unknown>>, call: Call) => Promise<object>)

const cognito = 'cognito-idp'

/** A user with a password. */
async function withUser({ [cognito]: values = {} }: Record<string, Record<string, unknown>>, call: Call) {
  const user = { UserPoolId: values.UserPoolId, Username: 'bob' }
  await call(cognito, 'AdminCreateUser', { ...user, MessageAction: 'SUPPRESS' }).catch(() => {})
  await call(cognito, 'AdminSetUserPassword', { ...user, Password: 'Secret-12', Permanent: true })
  return { ...user, ClientId: values.ClientId }
}

/** Calls of operations that a sample of each member would not get past their first checks. */
export const EXAMPLES: Record<string, Example[]> = {
  ...DYNAMODB,
  'athena:StartQueryExecution': [
    {
      QueryString: 'SELECT ? AS one',
      ClientRequestToken: 'x'.repeat(32),
      QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: 'costs' },
      ResultConfiguration: { OutputLocation: 's3://results/' },
      WorkGroup: 'primary',
      ExecutionParameters: ['1'],
    },
  ],
  'logs:PutLogEvents': [
    { logGroupName: 'group', logStreamName: 'stream', logEvents: [{ timestamp: Date.now(), message: 'hello' }] },
  ],
  'ses:SendEmail': [
    {
      FromEmailAddress: 'shop@acme.example',
      Destination: { ToAddresses: ['ann@example.com'] },
      Content: { Simple: { Subject: { Data: 'x' }, Body: { Html: { Data: '<p>x' } } } },
    },
  ],
  'ssm:PutParameter': [{ Name: '/app/url', Value: 'y', Overwrite: true }],
  'sqs:ReceiveMessage': [
    async ({ sqs = {} }, call) => {
      await call('sqs', 'SendMessage', { QueueUrl: sqs.QueueUrl, MessageBody: 'x' })
      const names = { AttributeNames: ['All'], MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'] }
      return { QueueUrl: sqs.QueueUrl, ...names }
    },
  ],
  'sqs:CancelMessageMoveTask': [
    async ({ sqs = {} }, call) => {
      const { Results } = await call('sqs', 'ListMessageMoveTasks', { SourceArn: sqs.SourceArn })
      return { TaskHandle: Results[0].TaskHandle }
    },
  ],
  'monitoring:DescribeAlarms': [{ AlarmNames: ['errors'] }],
  'monitoring:ListMetrics': [
    async (_, call) => {
      await call('lambda', 'Invoke', { FunctionName: 'f', Payload: '{}' })
      return { Dimensions: [{ Name: 'FunctionName', Value: 'f' }] }
    },
  ],
  'apigateway:GetApiKeys': [{ includeValues: 'true' }],
  'cognito-idp:AssociateSoftwareToken': [{ Session: 'x'.repeat(30) }],
  'cognito-idp:ConfirmForgotPassword': [
    async (values, call) => {
      const { UserPoolId: _, ...user } = await withUser(values, call)
      return { ...user, ConfirmationCode: '123456', Password: 'Secret-12' }
    },
  ],
  'cognito-idp:RespondToAuthChallenge': [
    async ({ [cognito]: { ClientId } = {} }) => ({
      ClientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ChallengeResponses: { USERNAME: 'bob', NEW_PASSWORD: 'Secret-12' },
      Session: 'x'.repeat(30),
    }),
  ],
  'cognito-idp:VerifySoftwareToken': [{ Session: 'x'.repeat(30), UserCode: '000000' }],
  'cognito-idp:UpdateUserAttributes': [
    async (values, call) => {
      const { Username, ...client } = await withUser(values, call)
      const AuthParameters = { USERNAME: Username, PASSWORD: 'Secret-12' }
      const request = { ...client, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters }
      const { AuthenticationResult } = await call(cognito, 'AdminInitiateAuth', request)
      return {
        AccessToken: AuthenticationResult.AccessToken,
        UserAttributes: [{ Name: 'email', Value: 'bob@example.com' }],
        ClientMetadata: { x: 'y' },
      }
    },
  ],
  'cloudformation:CreateStack': [
    async ({ cloudformation: { EnableTerminationProtection: _, ...values } = {} }) => {
      const { TemplateBody, Parameters, Capabilities } = values
      const RoleARN = 'arn:aws:iam::000000000000:role/none'
      return {
        ...{ StackName: 'made', TemplateBody, Parameters, Capabilities, RoleARN },
        Tags: [{ Key: 'team', Value: 'shop' }],
        RetainExceptOnCreate: 'true',
        StackPolicyBody: '{}',
      }
    },
    { StackName: 'made', TemplateURL: 'http://127.0.0.1/x' },
  ],
  'cloudformation:GetTemplateSummary': [
    async ({ cloudformation: { TemplateBody } = {} }) => ({ TemplateBody }),
    { TemplateURL: 'http://127.0.0.1/x' },
  ],
}
