import { expect, test } from 'vitest'
import { type Call, operationsOf } from '../../../core/service.ts'
import { call, testCloudFormation } from '../../cloud-fixture.ts'

function accessOf({ api }: ReturnType<typeof testCloudFormation>['cloud'], operation: string, input: object) {
  const access = operationsOf(api)[operation]?.access
  // No operation of CloudFormation looks at the call.
  return typeof access === 'function' ? access(input, {} as Call) : access
}

test('a change set needs rights on its stack, which a policy can bind to its name, its template and its role', async () => {
  const { cloud } = testCloudFormation()
  const TemplateBody = JSON.stringify({ Resources: { A: { Type: 'Test::Thing' } } })
  const first = { StackName: 'app', ChangeSetName: 'change', ChangeSetType: 'CREATE', TemplateBody }
  const { Id, StackId } = await call(cloud, 'CreateChangeSet', first)
  const RoleARN = 'arn:aws:iam::000000000000:role/deployer'
  const TemplateURL = 'https://releases.s3.amazonaws.com/v1.json'
  const stack = 'arn:aws:cloudformation:us-east-1:000000000000:stack/new/*'
  const needs = { StackName: 'new', ChangeSetName: 'change', RoleARN, TemplateURL }
  expect(accessOf(cloud, 'CreateChangeSet', needs)).toEqual([
    {
      action: 'cloudformation:CreateChangeSet',
      resource: stack,
      context: {
        'cloudformation:ChangeSetName': 'change',
        'cloudformation:RoleArn': RoleARN,
        'cloudformation:TemplateUrl': TemplateURL,
      },
    },
    { action: 'iam:PassRole', resource: RoleARN, context: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
  ])
  for (const operation of ['DescribeChangeSet', 'ExecuteChangeSet', 'DeleteChangeSet']) {
    const context = { 'cloudformation:ChangeSetName': Id }
    expect(accessOf(cloud, operation, { ChangeSetName: Id })).toEqual([
      { action: `cloudformation:${operation}`, resource: StackId, context },
    ])
  }
})
