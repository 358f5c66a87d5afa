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
const NO_STACK = 'Stack with id gone does not exist'

beforeAll(() => cloud.deploy(JSON.parse(TemplateBody)))

const notThere: ErrorCase[] = [
  'DescribeStacks',
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
    ['UpdateStack', 'ValidationError', { ...gone, TemplateBody }, 'Stack [gone] does not exist'],
    ['UpdateStack', 'ValidationError', { ...named, TemplateBody }, 'No updates are to be performed.'],
    ['CreateStack', 'AlreadyExistsException', { ...named, TemplateBody }, 'Stack [test] already exists'],
    [
      'CreateStack',
      'InsufficientCapabilitiesException',
      { ...gone, TemplateBody: withRole },
      'Requires capabilities : [CAPABILITY_IAM]',
    ],
    ['UpdateStack', 'InsufficientCapabilitiesException', { ...named, TemplateBody: withRole }],
    ['CreateStack', 'ValidationError', { StackName: '1 name', TemplateBody }],
    ['CreateStack', 'ValidationError', { ...gone, TemplateBody: '{' }],
  ],
  never: [
    ['LimitExceededException', ['CreateStack'], '2,000 stacks are beyond a laptop'],
    [
      'TokenAlreadyExistsException',
      ['CreateStack', 'UpdateStack', 'DeleteStack'],
      'operations are not looked up by their tokens',
    ],
    ['ChangeSetNotFoundException', ['GetTemplate'], 'change sets are refused by name'],
  ],
})
