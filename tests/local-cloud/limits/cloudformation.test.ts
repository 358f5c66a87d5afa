import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { beforeAll, expect, test } from 'vitest'
import { useCloud } from '../cloud.ts'

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html

const cloud = useCloud()
let client: CloudFormationClient
let s3: S3Client

beforeAll(async () => {
  client = new CloudFormationClient(cloud.options())
  s3 = new S3Client(cloud.options())
  await s3.send(new CreateBucketCommand({ Bucket: 'templates' }))
})

const validate = (template: object) =>
  client.send(new ValidateTemplateCommand({ TemplateBody: JSON.stringify(template) }))
const many = (count: number, member: (i: number) => object) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`N${i}`, member(i)]))
const Resources = { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } } }
/** A template of exactly so many bytes. */
const filled = (bytes: number) => {
  const template = { Description: '', Resources }
  const Metadata = { x: 'x'.repeat(bytes - JSON.stringify({ ...template, Metadata: { x: '' } }).length) }
  return JSON.stringify({ ...template, Metadata })
}

test.each([
  ['Resources', 500, () => ({ Type: 'AWS::SQS::Queue' }), {}],
  ['Parameters', 200, () => ({ Type: 'String' }), { Resources }],
  ['Outputs', 200, () => ({ Value: 'x' }), { Resources }],
  ['Mappings', 200, () => ({ a: { b: 'c' } }), { Resources }],
] as const)('a template has %s as many as %i', async (section, most, member, more) => {
  await validate({ ...more, [section]: many(most, member) })
  await expect(validate({ ...more, [section]: many(most + 1, member) })).rejects.toMatchObject({
    name: 'ValidationError',
    message: `Template format error: Number of ${section.toLowerCase()}, ${most + 1}, is greater than maximum allowed, ${most}`,
  })
})

test('a template has 51,200 bytes in a request', async () => {
  const create = (bytes: number) =>
    client.send(new CreateStackCommand({ StackName: 'inline', TemplateBody: filled(bytes) }))
  await expect(create(51_201)).rejects.toMatchObject({
    name: 'ValidationError',
    message: expect.stringContaining('Member must have length less than or equal to 51200'),
  })
  await create(51_200)
  expect((await client.send(new DescribeStacksCommand({ StackName: 'inline' }))).Stacks).toHaveLength(1)
})

test('a template has 1 MB in a bucket', async () => {
  const from = async (bytes: number) => {
    await s3.send(new PutObjectCommand({ Bucket: 'templates', Key: 't.json', Body: filled(bytes) }))
    const TemplateURL = 'https://templates.s3.us-east-1.amazonaws.com/t.json'
    return client.send(new ValidateTemplateCommand({ TemplateURL }))
  }
  await from(1_000_000)
  await expect(from(1_000_001)).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'Template may not exceed 1000000 bytes in size.',
  })
})
