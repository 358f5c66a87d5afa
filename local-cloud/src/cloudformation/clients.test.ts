import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import {
  AlreadyExistsException,
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  InsufficientCapabilitiesException,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cloud, startCloud } from '../cloud.ts'
import { testContext } from './cloud-fixture.ts'

const root = { accessKeyId: 'AKIAROOT', secretAccessKey: 'root-secret' }
let cloud: Cloud
let client: CloudFormationClient

beforeAll(async () => {
  const { database, dataDir } = testContext()
  database.close()
  cloud = await startCloud({ dataDir, port: 0, root })
  client = new CloudFormationClient(access())
  const s3 = new S3Client({ ...access(), forcePathStyle: true })
  await s3.send(new CreateBucketCommand({ Bucket: 'releases' }))
  await s3.send(new PutObjectCommand({ Bucket: 'releases', Key: 'v1/silo.json', Body: JSON.stringify(SILO) }))
  await client.send(
    new CreateStackCommand({
      StackName: 'roles',
      TemplateBody: JSON.stringify({ Resources: { ...ROLES, Session: SESSION } }),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    }),
  )
  await waitUntilStackCreateComplete(waiter, { StackName: 'roles' })
})
afterAll(() => cloud.close())

const access = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } = root) => ({
  endpoint: cloud.url,
  region: cloud.region,
  credentials,
})
const waiter = {
  get client() {
    return client
  },
  maxWaitTime: 60,
  minDelay: 0.2,
  maxDelay: 0.5,
}

const arn = (role: string) => `arn:aws:iam::000000000000:role/${role}`
const url = 'https://releases.s3.us-east-1.amazonaws.com/v1/silo.json'

/** What a tenant of its own gets: a parameter, and a queue if it wants one. */
const SILO = {
  Parameters: { Value: { Type: 'String' }, Queue: { Type: 'String', Default: 'no', AllowedValues: ['yes', 'no'] } },
  Conditions: { HasQueue: { 'Fn::Equals': [{ Ref: 'Queue' }, 'yes'] } },
  Resources: {
    Parameter: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: { 'Fn::Sub': '/$' + '{AWS::StackName}/value' }, Type: 'String', Value: { Ref: 'Value' } },
    },
    Jobs: { Type: 'AWS::SQS::Queue', Condition: 'HasQueue', DependsOn: 'Parameter' },
  },
  Outputs: { Parameter: { Value: { Ref: 'Parameter' } } },
}

const allow = (Action: string[], Resource: string, Condition: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition,
})
const role = (RoleName: string, Principal: object, Statement: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal }],
    },
    Policies: [{ PolicyName: 'may', PolicyDocument: { Version: '2012-10-17', Statement } }],
  },
})
const ROLES = {
  // The service role may make parameters of silos, and nothing else.
  Silo: role('silo', { Service: 'cloudformation.amazonaws.com' }, [
    allow(['ssm:PutParameter', 'ssm:DeleteParameter'], 'arn:aws:ssm:us-east-1:000000000000:parameter/silo-*'),
  ]),
  // A role that CloudFormation would take too, and that the workflow must not hand over.
  Admin: role('admin', { Service: 'cloudformation.amazonaws.com' }, [allow(['*'], '*')]),
  // Who provisions: from the releases' templates only, with that role only.
  Workflow: role('workflow', { Service: 'lambda.amazonaws.com' }, [
    allow(
      ['cloudformation:CreateStack', 'cloudformation:UpdateStack'],
      'arn:aws:cloudformation:us-east-1:000000000000:stack/silo-*',
      {
        StringLike: { 'cloudformation:TemplateUrl': 'https://releases.s3.us-east-1.amazonaws.com/*' },
      },
    ),
    allow(
      ['cloudformation:DescribeStacks', 'cloudformation:DeleteStack'],
      'arn:aws:cloudformation:us-east-1:000000000000:stack/silo-*',
    ),
    allow(['iam:PassRole'], arn('silo'), { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } }),
    allow(['s3:GetObject'], 'arn:aws:s3:::releases/*'),
  ]),
}

/** The root account assumes no role, so a function of the workflow's role hands out its session. */
const SESSION = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: 'session',
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: { 'Fn::GetAtt': ['Workflow', 'Arn'] },
    Timeout: 60,
    Code: {
      ZipFile: `exports.handler = async () => ({
        accessKeyId: process.env.AWS_ACCESS_KEY_ID,
        secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
        sessionToken: process.env.AWS_SESSION_TOKEN,
      })`,
    },
  },
}

async function workflow(): Promise<CloudFormationClient> {
  const { Payload } = await new LambdaClient(access()).send(new InvokeCommand({ FunctionName: 'session' }))
  return new CloudFormationClient(access(JSON.parse(Buffer.from(Payload ?? []).toString())))
}

const silo = (StackName: string, Value: string, Queue = 'no') => ({
  StackName,
  TemplateURL: url,
  RoleARN: arn('silo'),
  Parameters: [
    { ParameterKey: 'Value', ParameterValue: Value },
    { ParameterKey: 'Queue', ParameterValue: Queue },
  ],
})

test('a role that may only provision silos creates, updates and deletes one from a template in S3, by a service role', async () => {
  const provisioning = await workflow()
  const value = async () => {
    const { Parameter } = await new SSMClient(access()).send(new GetParameterCommand({ Name: '/silo-acme/value' }))
    return Parameter?.Value
  }
  await provisioning.send(new CreateStackCommand(silo('silo-acme', 'one')))
  await waitUntilStackCreateComplete({ ...waiter, client: provisioning }, { StackName: 'silo-acme' })
  expect(await value()).toBe('one')
  await provisioning.send(new UpdateStackCommand(silo('silo-acme', 'two')))
  await waitUntilStackUpdateComplete({ ...waiter, client: provisioning }, { StackName: 'silo-acme' })
  expect(await value()).toBe('two')
  const { Stacks } = await provisioning.send(new DescribeStacksCommand({ StackName: 'silo-acme' }))
  expect(Stacks).toMatchObject([
    { RoleARN: arn('silo'), Outputs: [{ OutputKey: 'Parameter', OutputValue: '/silo-acme/value' }] },
  ])
  await provisioning.send(new DeleteStackCommand({ StackName: 'silo-acme' }))
  // A deleted stack can be looked at by its id, with the rights to the stack that it was.
  await waitUntilStackDeleteComplete({ ...waiter, client: provisioning }, { StackName: Stacks?.[0]?.StackId })
  await expect(value()).rejects.toMatchObject({ name: 'ParameterNotFound' })
})

test('a resource that the service role may not make fails with AccessDenied, and the stack is rolled back', async () => {
  const provisioning = await workflow()
  const { StackId } = await provisioning.send(new CreateStackCommand(silo('silo-greedy', 'one', 'yes')))
  await expect(waitUntilStackCreateComplete(waiter, { StackName: StackId })).rejects.toThrow('ROLLBACK_COMPLETE')
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: StackId }))
  expect(StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')).toMatchObject({
    LogicalResourceId: 'Jobs',
    ResourceType: 'AWS::SQS::Queue',
    ResourceStatusReason: expect.stringMatching(
      /assumed-role\/silo\/AWSCloudFormation is not authorized to perform: sqs:CreateQueue on resource: .+AccessDenied/,
    ),
  })
  const { StackResources } = await client.send(new DescribeStackResourcesCommand({ StackName: StackId }))
  expect(StackResources).toEqual([])
})

test('it may neither pass another role, nor take a template from elsewhere, nor touch a stack that is not a silo', async () => {
  const provisioning = await workflow()
  const refused = (change: object) =>
    expect(provisioning.send(new CreateStackCommand({ ...silo('silo-x', 'one'), ...change }))).rejects
  await refused({ RoleARN: arn('admin') }).toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining(
      'not authorized to perform: iam:PassRole on resource: arn:aws:iam::000000000000:role/admin',
    ),
  })
  await refused({ TemplateURL: 'https://elsewhere.s3.us-east-1.amazonaws.com/v1/silo.json' }).toMatchObject({
    name: 'AccessDenied',
  })
  await refused({ TemplateURL: undefined, TemplateBody: JSON.stringify(SILO) }).toMatchObject({ name: 'AccessDenied' })
  await refused({ StackName: 'base' }).toMatchObject({ name: 'AccessDenied' })
  // Without a service role the stack is made with the caller's own rights, and those do not reach the Parameter Store.
  await provisioning.send(new CreateStackCommand({ ...silo('silo-own', 'one'), RoleARN: undefined }))
  await expect(waitUntilStackCreateComplete(waiter, { StackName: 'silo-own' })).rejects.toThrow('ROLLBACK_COMPLETE')
})

test('the SDK knows the errors that CloudFormation has', async () => {
  const TemplateBody = JSON.stringify({ Resources: ROLES })
  const create = (StackName: string) =>
    client.send(new CreateStackCommand({ StackName, TemplateBody })).catch((error) => error)
  expect(await create('roles')).toBeInstanceOf(AlreadyExistsException)
  expect(await create('others')).toBeInstanceOf(InsufficientCapabilitiesException)
  await expect(client.send(new DescribeStacksCommand({ StackName: 'gone' }))).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'Stack with id gone does not exist',
  })
})

const aws = async (...command: string[]) => {
  const env = {
    PATH: process.env.PATH,
    AWS_ACCESS_KEY_ID: root.accessKeyId,
    AWS_SECRET_ACCESS_KEY: root.secretAccessKey,
    AWS_DEFAULT_REGION: cloud.region,
  }
  const options = ['--endpoint-url', cloud.url, '--output', 'json']
  const { stdout } = await promisify(execFile)('aws', ['cloudformation', ...command, ...options], { env })
  return stdout === '' ? {} : JSON.parse(stdout)
}
const installed = await promisify(execFile)('aws', ['--version']).then(
  () => true,
  () => false,
)

test.skipIf(!installed)(
  'the aws CLI creates a stack, is told that nothing changes, reads its events and deletes it',
  async () => {
    const parameters = ['--parameters', 'ParameterKey=Value,ParameterValue=by-hand']
    const stack = ['--stack-name', 'silo-cli']
    await aws('create-stack', ...stack, '--template-url', url, ...parameters)
    await waitUntilStackCreateComplete(waiter, { StackName: 'silo-cli' })
    const { Stacks } = await aws('describe-stacks', ...stack)
    expect(Stacks).toMatchObject([{ StackName: 'silo-cli', StackStatus: 'CREATE_COMPLETE' }])
    await expect(aws('update-stack', ...stack, '--use-previous-template', ...parameters)).rejects.toThrow(
      'An error occurred (ValidationError) when calling the UpdateStack operation: No updates are to be performed.',
    )
    const { StackEvents } = await aws('describe-stack-events', ...stack)
    expect(StackEvents[0]).toMatchObject({ LogicalResourceId: 'silo-cli', ResourceStatus: 'CREATE_COMPLETE' })
    await aws('delete-stack', ...stack)
    await waitUntilStackDeleteComplete(waiter, { StackName: Stacks[0].StackId })
  },
)
