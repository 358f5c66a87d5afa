import * as sdk from '@aws-sdk/client-cloudformation'
import { beforeAll } from 'vitest'
import { role, useCloud } from '../cloud.ts'
import { type ErrorCase, testErrors } from './error-table.ts'

const cloud = useCloud()
const TemplateBody = JSON.stringify({
  Resources: { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'b' } } },
})
const withRole = JSON.stringify({ Resources: { Role: role('lambda.amazonaws.com') } })
const named = { StackName: 'test' }
const gone = { StackName: 'gone' }
const change = { ChangeSetName: 'change' }
const NO_STACK = 'Stack with id gone does not exist'

beforeAll(async () => {
  await cloud.deploy(JSON.parse(TemplateBody))
  // One without changes: taken, and not to be executed.
  await cloud.cloud.call('cloudformation', 'CreateChangeSet', { ...named, ChangeSetName: 'taken', TemplateBody })
})

const notThere: ErrorCase[] = [
  'DescribeStacks',
  'GetTemplateSummary',
  'DescribeStackEvents',
  'DescribeStackResources',
  'GetTemplate',
  'ListStackResources',
].map((operation) => [operation, 'ValidationError', gone, NO_STACK])

testErrors({
  cloud,
  service: 'cloudformation',
  sdkPackage: '@aws-sdk/client-cloudformation',
  sdk,
  client: () => new sdk.CloudFormationClient(cloud.options()),
  cases: [
    ...notThere,
    ['DescribeStackResource', 'ValidationError', { ...gone, LogicalResourceId: 'None' }, NO_STACK],
    [
      'DescribeStackResource',
      'ValidationError',
      { ...named, LogicalResourceId: 'None' },
      'Resource None does not exist for stack test',
    ],
    ['DescribeStackEvents', 'ValidationError', {}, "Value null at 'stackName'"],
    ['UpdateStack', 'ValidationError', { ...gone, TemplateBody }, 'Stack [gone] does not exist'],
    ['UpdateStack', 'ValidationError', { ...named, TemplateBody }, 'No updates are to be performed.'],
    ['CreateStack', 'AlreadyExistsException', { ...named, TemplateBody }, 'Stack [test] already exists'],
    [
      'CreateStack',
      'InsufficientCapabilitiesException',
      { ...gone, TemplateBody: withRole },
      'Requires capabilities : [CAPABILITY_IAM]',
    ],
    [
      'UpdateTerminationProtection',
      'ValidationError',
      { ...gone, EnableTerminationProtection: true },
      'Stack [gone] does not exist',
    ],
    ['UpdateStack', 'InsufficientCapabilitiesException', { ...named, TemplateBody: withRole }],
    ['CreateChangeSet', 'ValidationError', { ...gone, ...change, TemplateBody }, 'Stack [gone] does not exist'],
    [
      'CreateChangeSet',
      'ValidationError',
      { ...named, ...change, TemplateBody, ChangeSetType: 'CREATE' },
      'Stack [test] already exists and cannot be created again with the changeSet [change].',
    ],
    [
      'CreateChangeSet',
      'AlreadyExistsException',
      { ...named, ChangeSetName: 'taken', TemplateBody },
      'ChangeSet [taken] already exists',
    ],
    [
      'CreateChangeSet',
      'InsufficientCapabilitiesException',
      { ...named, ...change, TemplateBody: withRole },
      'Requires capabilities : [CAPABILITY_IAM]',
    ],
    ['DescribeChangeSet', 'ChangeSetNotFoundException', { ...named, ...change }, 'ChangeSet [change] does not exist'],
    ['ExecuteChangeSet', 'ChangeSetNotFoundException', { ...named, ...change }, 'ChangeSet [change] does not exist'],
    ['ExecuteChangeSet', 'InvalidChangeSetStatusException', { ...named, ChangeSetName: 'taken' }],
    ['GetTemplate', 'ChangeSetNotFoundException', { ...named, ...change }],
    ['ValidateTemplate', 'ValidationError', { TemplateBody: '{' }],
    ['CreateStack', 'ValidationError', { StackName: '1 name', TemplateBody }],
    ['CreateStack', 'ValidationError', { ...gone, TemplateBody: '{' }],
  ],
  never: [
    ['StackSetNotFoundException', ['GetTemplateSummary'], 'there are no stack sets'],
    ['LimitExceededException', ['CreateStack', 'CreateChangeSet'], 'require-room.test.ts has the 2,000 stacks'],
    [
      'TokenAlreadyExistsException',
      ['CreateStack', 'UpdateStack', 'DeleteStack', 'ExecuteChangeSet'],
      'operations are not looked up by their tokens',
    ],
    ['InsufficientCapabilitiesException', ['ExecuteChangeSet'], 'they are asked for when the change set is created'],
    [
      'InvalidChangeSetStatusException',
      ['DeleteChangeSet'],
      'none of the case that can be caught: an execution is over in no time',
    ],
  ],
})
