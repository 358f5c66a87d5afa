import { expect, test } from 'vitest'
import { call, testCloudFormation } from '../cloud-fixture.ts'

const body = (Resources: object, more: object = {}) => JSON.stringify({ Resources, ...more })

test('the summary of a template tells its parameters, types and capabilities', async () => {
  const { cloud } = testCloudFormation()
  const Parameters = { P: { Type: 'String', Default: 'x', AllowedValues: ['x', 'y'], Description: 'which' } }
  const template = body({ A: { Type: 'Test::Thing' } }, { Parameters, Description: 'a thing' })
  await call(cloud, 'CreateStack', { StackName: 'app', TemplateBody: template })
  expect(await call(cloud, 'GetTemplateSummary', { StackName: 'app' })).toEqual({
    Description: 'a thing',
    Parameters: [
      {
        ParameterKey: 'P',
        DefaultValue: 'x',
        NoEcho: false,
        Description: 'which',
        ParameterType: 'String',
        ParameterConstraints: { AllowedValues: ['x', 'y'] },
      },
    ],
    ResourceTypes: ['Test::Thing'],
  })
  const TemplateBody = body({ R: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'r' } } })
  expect(await call(cloud, 'GetTemplateSummary', { TemplateBody })).toMatchObject({
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    CapabilitiesReason: 'The following resource(s) require capabilities: [AWS::IAM::Role]',
  })
  const declared = { ParameterKey: 'P', DefaultValue: 'x', NoEcho: false, Description: 'which' }
  expect(await call(cloud, 'ValidateTemplate', { TemplateBody: template })).toEqual({
    Description: 'a thing',
    Parameters: [declared],
  })
  await expect(call(cloud, 'ValidateTemplate', { TemplateBody })).rejects.toThrow('the resource type AWS::IAM::Role')
})
