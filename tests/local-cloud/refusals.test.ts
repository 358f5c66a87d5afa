import { refusedValues } from '@tenantry/local-cloud/core/refused-values.ts'
import { expect, test } from 'vitest'
import { lambdaFunction, role, useCloud } from './cloud.ts'

// What the local cloud does not do is named, all of it at once, and in its own words.

const cloud = useCloud()
const failure = (template: object, stack?: string) =>
  cloud.deploy(template, stack).then(String, (error) => error.message)
const lines = async (template: object) => (await failure(template)).split('\n').map((line: string) => line.trim())
const att = (logicalId: string, name: string) => ({ 'Fn::GetAtt': [logicalId, name] })

/** Things that AWS takes. */
const TEMPLATE = {
  Parameters: { Secret: { Type: 'String', NoEcho: true, Default: 'hunter-two' } },
  Resources: {
    Topic: { Type: 'AWS::Kinesis::Stream' },
    Other: { Type: 'AWS::Kinesis::Stream' },
    Role: role('lambda.amazonaws.com'),
    Shop: lambdaFunction('shop', 'x', { Runtime: 'python3.13', VpcConfig: { SubnetIds: [att('Topic', 'Arn')] } }),
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: { Ref: 'Secret' }, Parameters: { a: 'hunter-two' } } },
    People: {
      Type: 'AWS::ApiGateway::Authorizer',
      Properties: {
        RestApiId: { Ref: 'Api' },
        Name: 'people',
        Type: 'COGNITO_USER_POOLS',
        AuthorizerUri: {
          'Fn::Join': [
            '',
            ['arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/', att('Shop', 'Arn'), '/invocations'],
          ],
        },
        IdentitySource: 'method.request.header.Authorization',
      },
    },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true, VisibilityTimeout: { 'Fn::GetAZs': '' } } },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: att('Role', 'Arn'),
        DefinitionString: {
          'Fn::Join': [
            '',
            [
              '{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Task","Resource":"',
              att('Shop', 'Arn'),
              '","End":true}}}',
            ],
          ],
        },
      },
    },
    Reader: role('lambda.amazonaws.com', {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: att('Queue', 'Arn'),
      Condition: { StringEquals: { 's3:ExistingObjectTag/a': 'b' } },
    }),
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: { EventPattern: { source: ['a'] }, Targets: [{ Id: 'a', Arn: { Ref: 'Topic' } }] },
    },
    Late: {
      Type: 'AWS::Logs::LogGroup',
      UpdatePolicy: {},
      Properties: { LogGroupName: { Ref: 'Topic' }, RetentionInDays: 8 },
    },
  },
}

test('every unsupported type, property, value, function and policy of a template is named in one error', async () => {
  const { Late: _, ...Resources } = TEMPLATE.Resources
  expect(await lines({ ...TEMPLATE, Resources })).toEqual([
    'Nothing was deployed:',
    'test: AWS::Kinesis::Stream Topic is not supported by the local cloud',
    'test: AWS::Kinesis::Stream Other is not supported by the local cloud',
    'test: AWS::Lambda::Function Shop.Runtime = "python3.13" is not supported by the local cloud',
    'test: AWS::Lambda::Function Shop.VpcConfig = {"SubnetIds":[{"Fn::GetAtt":["Topic","Arn"]}]} is not supported by the local cloud',
    'test: AWS::ApiGateway::RestApi Api.Parameters = {"a":"****"} is not supported by the local cloud',
    'test: AWS::ApiGateway::Authorizer People.Type = "COGNITO_USER_POOLS" is not supported by the local cloud',
    'test: AWS::SQS::Queue Queue.VisibilityTimeout = {"Fn::GetAZs":""} is not supported by the local cloud',
    'test: AWS::SQS::Queue Queue.FifoQueue = true is not supported by the local cloud',
    'test: AWS::StepFunctions::StateMachine Machine: The local cloud does not support /QueryLanguage = "JSONata" in a state machine definition.',
    'test: AWS::IAM::Role Reader: The local cloud does not support the condition key s3:ExistingObjectTag/a.',
  ])
  expect((await cloud.cloud.call('cloudformation', 'DescribeStacks', {})).Stacks).toEqual([])
})

test('what a template may not have at all is named too, and values that only the deployment gives are not judged', async () => {
  const { Late, Rule, Role } = TEMPLATE.Resources
  expect(await failure({ Resources: { Late } })).toContain(
    'test: The local cloud does not support UpdatePolicy (of Late).',
  )
  const Queue = { Type: 'AWS::SQS::Queue' }
  const Targets = [{ Id: 'a', Arn: att('Queue', 'Arn') }]
  const Asked = { ...Rule, Properties: { ...Rule.Properties, Targets } }
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: att('Queue', 'Arn'),
    Condition: { ArnEquals: { 'aws:SourceArn': att('Rule', 'Arn') } },
  }
  const Properties = { Queues: [{ Ref: 'Queue' }], PolicyDocument: { Version: '2012-10-17', Statement } }
  const Policy = { Type: 'AWS::SQS::QueuePolicy', Properties }
  await cloud.deploy({ Resources: { Role, Queue, Rule: Asked, Policy } }, 'known-late')
})

test('a stack of its own name is named with each of its lines, and nothing of an earlier one is deployed', async () => {
  expect(await failure({ Resources: { A: { Type: 'AWS::EC2::VPC' } } }, 'network')).toContain(
    'network: AWS::EC2::VPC A',
  )
})

test.each([
  [
    { Resources: { 'a-b': { Type: 'AWS::SQS::Queue' } } },
    'Template format error: Resource name a-b is non alphanumeric.',
  ],
  [{ Resources: { A: { Type: 'AWS::SQS::Queue', Colour: 1 } } }, "Invalid template resource property 'Colour' (of A)"],
  [{ Resources: { A: {} } }, '[/Resources/A] Every Resources object must contain a Type member.'],
  [{ Colour: 1, Resources: {} }, 'Invalid template property or properties [Colour]'],
  [{}, 'At least one Resources member must be defined.'],
])('a template that CloudFormation refuses is refused in its words: %j', async (template, words) => {
  expect(await failure(template)).toContain(words)
})

/** What the schema library says by itself. */
const LIBRARY = /expected|received|Too (big|small)|Invalid (input|option|key|string|value)|Unrecognized|✖/

/** Values of which most are wrong for any property. */
const ODD = [{ Odd: 1 }, 'odd value', -1, 1e9, [], [{ Odd: 1 }], null, [{ Key: 'a' }], { Odd: [{ Odd: 'x' }] }]

test('no type refuses a value in the words of the schema library', () => {
  const said = cloud.cloud.registry.resourceTypes.flatMap(({ type, properties }) =>
    [
      {},
      ...Object.keys('shape' in properties ? (properties.shape as object) : {}).flatMap((name) =>
        ODD.map((odd) => ({ [name]: odd })),
      ),
    ].flatMap((given) => {
      const parsed = properties.safeParse(given)
      const refused = parsed.success ? [] : refusedValues(parsed.error.issues, given)
      if (!parsed.success) expect(refused, `${type} ${JSON.stringify(given)}`).not.toEqual([])
      return refused.flatMap(({ why }) => why ?? [])
    }),
  )
  expect(said.length).toBeGreaterThan(0)
  expect(said.filter((words) => LIBRARY.test(words))).toEqual([])
})
