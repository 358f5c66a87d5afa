import { request } from 'node:http'
import { zipSync } from 'fflate'
import { afterEach, expect, test } from 'vitest'
import { testContext } from '../cloudformation/cloud-fixture.ts'
import { ALONE } from '../core/alone-fixture.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import type { Deployed, ResourceContext, ResourceType } from '../core/resource-type.ts'
import { s3Service } from '../s3/service.ts'
import { cloudFrontService } from './service.ts'

const ROUTE =
  "function handler(event) { if (!event.request.uri.includes('.')) event.request.uri = '/index.html'; return event.request }"
const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((it) => it.close()))
})

function start(context: CloudContext = testContext()) {
  const s3 = s3Service({ context, ...ALONE })
  const cloudFront = cloudFrontService({ context, objects: s3.siteObjects, ports: {} })
  open.push(cloudFront, s3)
  const types = [...s3.resourceTypes, ...cloudFront.resourceTypes]
  const make = async (type: string, properties: object): Promise<Deployed> => {
    const found = types.find((one: ResourceType) => one.type === type)
    if (!found) throw new Error(type)
    return found.create(found.properties.parse(properties), at(type))
  }
  return { context, s3, cloudFront, make }
}

const at = (logicalId: string): ResourceContext => ({
  stackName: 'web',
  stackId: 'arn:stack',
  logicalId,
  physicalName: () => 'site',
})

/** A bucket with a page and a part, and a distribution of it that the bucket's policy lets in. */
async function site(cloud: ReturnType<typeof start>, { sourceArn }: { sourceArn?: string } = {}) {
  await cloud.make('AWS::S3::Bucket', { BucketName: 'site' })
  const files = { 'index.html': Buffer.from(`<title>${'x'.repeat(2000)}</title>`), 'a.js': Buffer.from('1') }
  await cloud.s3.objects.put('assets', 'site.zip', Buffer.from(zipSync(files)))
  await cloud.make('Custom::CDKBucketDeployment', {
    SourceBucketNames: ['assets'],
    SourceObjectKeys: ['site.zip'],
    DestinationBucketName: 'site',
    Prune: false,
    OutputObjectKeys: false,
  })
  const control = await cloud.make('AWS::CloudFront::OriginAccessControl', {
    OriginAccessControlConfig: {
      Name: 'oac',
      OriginAccessControlOriginType: 's3',
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    },
  })
  const edge = await cloud.make('AWS::CloudFront::Function', {
    Name: 'route',
    AutoPublish: true,
    FunctionCode: ROUTE,
    FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
  })
  const headers = await cloud.make('AWS::CloudFront::ResponseHeadersPolicy', {
    ResponseHeadersPolicyConfig: {
      Name: 'headers',
      SecurityHeadersConfig: { FrameOptions: { FrameOption: 'DENY', Override: true } },
    },
  })
  const distribution = await cloud.make('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Comment: 'shop',
      Enabled: true,
      DefaultCacheBehavior: {
        TargetOriginId: 'files',
        CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
        Compress: true,
        ResponseHeadersPolicyId: headers.physicalId,
        FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: edge.attributes.FunctionARN }],
        ViewerProtocolPolicy: 'redirect-to-https',
      },
      Origins: [
        {
          Id: 'files',
          DomainName: 'site.s3.us-east-1.amazonaws.com',
          OriginAccessControlId: control.attributes.Id,
          S3OriginConfig: { OriginAccessIdentity: '' },
        },
      ],
    },
  })
  await cloud.make('AWS::S3::BucketPolicy', {
    Bucket: 'site',
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'cloudfront.amazonaws.com' },
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::site/*',
          Condition: {
            StringEquals: {
              'AWS:SourceArn': sourceArn ?? `arn:aws:cloudfront::000000000000:distribution/${distribution.physicalId}`,
            },
          },
        },
      ],
    },
  })
  return cloud.cloudFront.sites()[String(distribution.attributes.DomainName)] ?? ''
}

test('addresses of pages answer the document, files themselves, and what is not there is refused', async () => {
  const url = await site(start())
  for (const path of ['/', '/orders', '/orders/ord_1?tab=2']) {
    expect(await (await fetch(`${url}${path}`)).text()).toContain('<title>')
  }
  expect(await (await fetch(`${url}/a.js`)).text()).toBe('1')
  expect((await fetch(`${url}/none.js`)).status).toBe(403)
})

test('every answer carries the headers of the policy, refusals included', async () => {
  const url = await site(start())
  for (const path of ['/', '/none.js']) {
    expect((await fetch(`${url}${path}`)).headers.get('x-frame-options')).toBe('DENY')
  }
})

test('a bucket whose policy names another distribution is not readable', async () => {
  const url = await site(start(), { sourceArn: 'arn:aws:cloudfront::000000000000:distribution/EOTHER' })
  expect((await fetch(url)).status).toBe(403)
})

test('only GET and HEAD are answered, and only under loopback names', async () => {
  const url = await site(start())
  expect((await fetch(url, { method: 'POST' })).status).toBe(403)
  const status = await new Promise((resolve, reject) => {
    const call = request(url, { headers: { host: 'evil.example' } }, (response) => resolve(response.statusCode))
    call.on('error', reject)
    call.end()
  })
  expect(status).toBe(421)
})

test('a document that the browser has is not sent again, and long ones are compressed', async () => {
  const url = await site(start())
  const first = await fetch(url, { headers: { 'accept-encoding': 'gzip' } })
  expect(first.headers.get('content-encoding')).toBe('gzip')
  expect(await first.text()).toContain('</title>')
  const headers = { 'accept-encoding': 'gzip', 'if-none-match': first.headers.get('etag') ?? '' }
  expect((await fetch(url, { headers })).status).toBe(304)
})

test('a site keeps its port over a restart', async () => {
  const first = start()
  const url = await site(first)
  await first.cloudFront.close()
  const second = start(first.context)
  await second.cloudFront.start()
  expect(Object.values(second.cloudFront.sites())).toEqual([url])
  expect((await fetch(url)).status).toBe(200)
})
