import { expect, test } from 'vitest'
import { parseTemplate } from './template.ts'
import { withoutProviders } from './without-providers.ts'

const layer = (S3Key: string) => ({
  Type: 'AWS::Lambda::LayerVersion',
  Properties: { Content: { S3Bucket: 'assets', S3Key } },
})
const upload = (ServiceToken: object) => ({
  Type: 'Custom::Upload',
  DependsOn: ['Cli', 'Role'],
  Properties: { ServiceToken, Key: 'k' },
})
const template = (more: object = {}) =>
  parseTemplate(
    JSON.stringify({
      Resources: {
        Role: { Type: 'AWS::IAM::Role' },
        Cli: layer('cli.zip'),
        CliAgain: layer('cli.zip'),
        Toolkit: layer('toolkit.zip'),
        Provider: { Type: 'AWS::Lambda::Function', Properties: { Layers: [{ Ref: 'Cli' }] } },
        Shop: { Type: 'AWS::Lambda::Function', Properties: { Layers: [{ Ref: 'Toolkit' }] } },
        Upload: upload({ 'Fn::GetAtt': ['Provider', 'Arn'] }),
        ...more,
      },
    }),
  )

test('a known custom resource stays without its function, and that function without its layers', () => {
  const { Resources } = withoutProviders(template(), (type) => type === 'Custom::Upload')
  expect(Object.keys(Resources)).toEqual(['Role', 'Toolkit', 'Shop', 'Upload'])
  expect(Resources.Upload).toMatchObject({ DependsOn: ['Role'], Properties: { Key: 'k' } })
  expect(Resources.Upload?.Properties).not.toHaveProperty('ServiceToken')
})

test('a custom resource of an unknown type keeps everything, to be refused by its name', () => {
  const whole = template()
  expect(withoutProviders(whole, () => false)).toEqual(whole)
})

test('a function of another stack is no concern of this template', () => {
  const { Resources } = withoutProviders(
    template({ Far: upload({ 'Fn::ImportValue': 'provider' }) }),
    (type) => type === 'Custom::Upload',
  )
  expect(Resources.Far?.Properties).toEqual({ Key: 'k' })
})
