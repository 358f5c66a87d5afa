import {
  CloudFormationClient,
  CreateStackCommand,
  type CreateStackCommandInput,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation'
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { beforeAll, expect, test } from 'vitest'
import { lambdaFunction, useCloud } from './cloud.ts'
import {
  ACCOUNT,
  allow,
  BASE,
  BOUNDARY,
  roleOf,
  SERVICE_ROLE,
  showCredentials,
  silo,
  URL_PREFIX,
} from './silo-templates.ts'

// A product that makes stacks while it runs: a function whose role may create them from one prefix and with one service role, which in its
// turn makes only roles under one path that carry a boundary.

const cloud = useCloud()
type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken: string }
let product: CloudFormationClient
let admin: CloudFormationClient
let iam: IAMClient
let s3: S3Client

const credentialsOf = async (FunctionName: string): Promise<Credentials> => {
  const { Payload } = await new LambdaClient(cloud.options()).send(new InvokeCommand({ FunctionName }))
  return JSON.parse(Buffer.from(Payload ?? []).toString())
}
const publish = (Key: string, template: object) =>
  s3.send(new PutObjectCommand({ Bucket: 'releases', Key, Body: JSON.stringify(template) }))
const input = (StackName: string, more: Partial<CreateStackCommandInput> = {}): CreateStackCommandInput => ({
  StackName,
  TemplateURL: `${URL_PREFIX}/${StackName}.json`,
  RoleARN: SERVICE_ROLE,
  Capabilities: ['CAPABILITY_NAMED_IAM'],
  ...more,
})
const create = (StackName: string, more: Partial<CreateStackCommandInput> = {}) =>
  product.send(new CreateStackCommand(input(StackName, more)))
const stackOf = async (StackName: string) => (await product.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]
const ends = (StackName: string, status: string) =>
  expect.poll(async () => (await stackOf(StackName))?.StackStatus).toBe(status)
const failures = async (StackName: string) => {
  const { StackEvents = [] } = await product.send(new DescribeStackEventsCommand({ StackName }))
  return StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED')).map(
    ({ LogicalResourceId, ResourceStatusReason }) => `${LogicalResourceId}: ${ResourceStatusReason}`,
  )
}

beforeAll(async () => {
  admin = new CloudFormationClient(cloud.options())
  iam = new IAMClient(cloud.options())
  s3 = new S3Client(cloud.options())
  await s3.send(new CreateBucketCommand({ Bucket: 'releases' }))
  await cloud.deploy(BASE, 'base')
  product = new CloudFormationClient(cloud.options(await credentialsOf('workflow')))
})

test('a function makes a stack from a template of its prefix, whose roles stand under a path and within a boundary', async () => {
  await publish('silo/acme.json', silo('acme'))
  await create('acme')
  await ends('acme', 'CREATE_COMPLETE')
  expect(await stackOf('acme')).toMatchObject({ RoleARN: SERVICE_ROLE })
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'acme-role' }))
  expect(Role).toMatchObject({
    Arn: `arn:aws:iam::${ACCOUNT}:role/silo/acme-role`,
    PermissionsBoundary: { PermissionsBoundaryArn: BOUNDARY },
  })
  // The role allows everything, its boundary one call.
  const own = cloud.options(await credentialsOf('silo-acme'))
  await expect(new S3Client(own).send(new CreateBucketCommand({ Bucket: 'mine' }))).rejects.toThrow(
    'because no permissions boundary allows the s3:CreateBucket action',
  )
  await new SQSClient(own).send(new ListQueuesCommand({}))
})

test.each<[string, Partial<CreateStackCommandInput>, string]>([
  [
    'another prefix',
    { TemplateURL: 'https://releases.s3.us-east-1.amazonaws.com/other/a.json' },
    'cloudformation:CreateStack',
  ],
  ['a template of the request', { TemplateURL: undefined, TemplateBody: '{}' }, 'cloudformation:CreateStack'],
  ['no service role', { RoleARN: undefined }, 'cloudformation:CreateStack'],
  ['another service role', { RoleARN: `arn:aws:iam::${ACCOUNT}:role/admin` }, 'cloudformation:CreateStack'],
])('a role that may create stacks from one prefix with one role may not with %s', async (_, more, action) => {
  await expect(create('refused', more)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining(`is not authorized to perform: ${action}`),
  })
  await expect(stackOf('refused')).rejects.toThrow('does not exist')
})

test('a template that the caller may not read is not read for them, and a service role is passed only by who may', async () => {
  await cloud.deploy(
    {
      Resources: {
        Role: roleOf('lambda.amazonaws.com', [allow('cloudformation:*', '*')]),
        Poor: lambdaFunction('poor', showCredentials),
      },
    },
    'poor',
  )
  const poor = new CloudFormationClient(cloud.options(await credentialsOf('poor')))
  await expect(poor.send(new CreateStackCommand(input('acme2')))).rejects.toThrow(
    'is not authorized to perform: iam:PassRole',
  )
  await expect(poor.send(new CreateStackCommand(input('acme2', { RoleARN: undefined })))).rejects.toThrow(
    'S3 error: Access Denied',
  )
})

test('protection and policy of a stack are set at its creation by whoever may set them', async () => {
  await cloud.deploy(
    {
      Resources: {
        Role: roleOf('lambda.amazonaws.com', [
          allow(['cloudformation:CreateStack', 'iam:PassRole', 's3:GetObject'], '*'),
        ]),
        Plain: lambdaFunction('plain', showCredentials),
      },
    },
    'plain',
  )
  const plain = new CloudFormationClient(cloud.options(await credentialsOf('plain')))
  const refused = (more: Partial<CreateStackCommandInput>) =>
    expect(plain.send(new CreateStackCommand(input('refused', more)))).rejects
  await refused({ EnableTerminationProtection: true }).toThrow('to perform: cloudformation:UpdateTerminationProtection')
  await refused({ StackPolicyBody: '{}' }).toThrow('to perform: cloudformation:SetStackPolicy')
})

test.each<[string, object, string]>([
  ['without the boundary', silo('wild', {}), 'iam:CreateRole'],
  ['outside the path', silo('wild', { PermissionsBoundary: BOUNDARY }, '/'), 'iam:CreateRole'],
])('a template with a role %s fails at it, says so, and leaves nothing over', async (_, template, action) => {
  await publish('silo/wild.json', template)
  const { StackId = '' } = await create('wild', { OnFailure: 'DELETE' })
  await ends(StackId, 'DELETE_COMPLETE')
  expect(await failures(StackId)).toEqual([
    expect.stringMatching(`^Role: Resource handler returned message: .*deployer.*not authorized to perform: ${action}`),
  ])
  await expect(stackOf('wild')).rejects.toThrow('does not exist')
  expect((await cloud.cloud.call('dynamodb', 'ListTables', {})).TableNames).not.toContain('silo-wild')
})

test('the same request is the same stack; another one of that name is refused', async () => {
  await publish('silo/once.json', silo('once'))
  const [first, second] = await Promise.all([
    create('once', { ClientRequestToken: 'workflow-1' }),
    create('once', { ClientRequestToken: 'workflow-1' }),
  ])
  expect(first.StackId).toBe(second.StackId)
  await ends('once', 'CREATE_COMPLETE')
  expect((await create('once', { ClientRequestToken: 'workflow-1' })).StackId).toBe(first.StackId)
  await expect(create('once', { ClientRequestToken: 'workflow-2' })).rejects.toMatchObject({
    name: 'AlreadyExistsException',
  })
})

test('a protected stack stands until its protection is taken away; then its roles, functions and tables are gone', async () => {
  await publish('silo/safe.json', silo('safe'))
  await create('safe', {
    EnableTerminationProtection: true,
    StackPolicyBody: JSON.stringify({
      Statement: [
        { Effect: 'Allow', Action: 'Update:*', Principal: '*', Resource: '*' },
        {
          Effect: 'Deny',
          Action: ['Update:Replace', 'Update:Delete'],
          Principal: '*',
          Resource: 'LogicalResourceId/Table',
        },
      ],
    }),
  })
  await ends('safe', 'CREATE_COMPLETE')
  const own = await credentialsOf('silo-safe')
  const remove = () => product.send(new DeleteStackCommand({ StackName: 'safe' }))
  await expect(remove()).rejects.toThrow('Stack [safe] cannot be deleted while TerminationProtection is enabled')

  const { Table: _, ...rest } = silo('safe').Resources
  await publish('silo/safe-2.json', {
    Resources: { ...rest, Function: lambdaFunction('silo-safe', showCredentials) },
  })
  const next = input('safe', { TemplateURL: `${URL_PREFIX}/safe-2.json` })
  await product.send(new UpdateStackCommand({ ...next, StackName: 'safe' }))
  await ends('safe', 'UPDATE_ROLLBACK_COMPLETE')
  expect(await failures('safe')).toEqual([
    'Table: Action denied by stack policy: Statement [#2] does not allow [Update:Delete] for resource [LogicalResourceId/Table]',
  ])

  await product.send(new UpdateTerminationProtectionCommand({ StackName: 'safe', EnableTerminationProtection: false }))
  await remove()
  await expect.poll(() => stackOf('safe').catch(({ message }) => message)).toMatch('does not exist')
  await expect(iam.send(new GetRoleCommand({ RoleName: 'safe-role' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  })
  await expect(credentialsOf('silo-safe')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  await expect(new SQSClient(cloud.options(own)).send(new ListQueuesCommand({}))).rejects.toThrow(
    'no identity-based policy',
  )
  expect((await cloud.cloud.call('dynamodb', 'ListTables', {})).TableNames).not.toContain('silo-safe')
})

test('the service role stays with the stack: whoever deletes it needs none of its rights', async () => {
  await publish('silo/kept.json', silo('kept'))
  await create('kept')
  await ends('kept', 'CREATE_COMPLETE')
  await product.send(new DeleteStackCommand({ StackName: 'kept' }))
  await expect.poll(() => stackOf('kept').catch(({ message }) => message)).toMatch('does not exist')
})

test('several stacks are made at once', async () => {
  const names = Array.from({ length: 6 }, (_, i) => `many${i}`)
  for (const name of names) await publish(`silo/${name}.json`, silo(name))
  await Promise.all(names.map((name) => create(name)))
  for (const name of names) await ends(name, 'CREATE_COMPLETE')
  const { Stacks = [] } = await admin.send(new DescribeStacksCommand({}))
  expect(Stacks.map(({ StackName }) => StackName)).toEqual(expect.arrayContaining(names))
})
