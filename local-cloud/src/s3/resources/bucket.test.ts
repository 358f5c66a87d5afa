import { expect, test } from 'vitest'
import { testContext } from '../../cloudformation/cloud-fixture.ts'
import { ALONE } from '../../core/alone-fixture.ts'
import type { ResourceContext, ResourceType } from '../../core/resource-type.ts'
import { s3Service } from '../service.ts'

function types() {
  const context = testContext()
  const s3 = s3Service({ context, ...ALONE })
  const [bucket, policy] = s3.resourceTypes as [ResourceType, ResourceType]
  return { context, s3, bucket, policy }
}

const at = (logicalId: string): ResourceContext => ({
  stackName: 'base',
  stackId: 'arn:stack',
  logicalId,
  physicalName: () => `base-${logicalId}-ABC`,
})

test('a bucket without a name gets a lower-case one', async () => {
  const { bucket } = types()
  const made = await bucket.create({}, at('Data'))
  expect(made).toMatchObject({ physicalId: 'base-data-abc', attributes: { Arn: 'arn:aws:s3:::base-data-abc' } })
  // A deployment that was cut short makes it once more.
  expect(await bucket.create({}, at('Data'))).toEqual(made)
})

test('a bucket that holds objects cannot be deleted, and objects outlive a restart', async () => {
  const { bucket, s3, context } = types()
  const made = await bucket.create({ BucketName: 'shop' }, at('Data'))
  await s3.objects.put('shop', 'key', Buffer.from('body'))
  await s3.close()
  const again = s3Service({ context, ...ALONE })
  expect(String(await again.objects.get('shop', 'key'))).toBe('body')
  const [restarted] = again.resourceTypes as [ResourceType]
  await expect(restarted.delete(made, at('Data'))).rejects.toMatchObject({ code: 'BucketNotEmpty' })
})

test('versioning is refused', () => {
  const { bucket } = types()
  expect(bucket.properties.safeParse({ VersioningConfiguration: { Status: 'Enabled' } }).success).toBe(false)
})

test('a bucket policy may speak about TLS and CloudFront only', () => {
  const { policy } = types()
  const statement = { Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Resource: ['arn:aws:s3:::shop'] }
  const document = (Statement: object) => ({
    Bucket: 'shop',
    PolicyDocument: { Version: '2012-10-17', Statement: [Statement] },
  })
  const tls = document({ ...statement, Condition: { Bool: { 'aws:SecureTransport': 'false' } } })
  expect(policy.create(policy.properties.parse(tls), at('Policy'))).toMatchObject({ physicalId: 'shop' })
  expect(() => policy.create(document({ ...statement, Effect: 'Allow' }), at('Policy'))).toThrow(
    'only supports bucket policy statements about TLS, about reading by CloudFront and about delivering the bill',
  )
})
