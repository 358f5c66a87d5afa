import { Sha256 } from '@aws-crypto/sha256-js'
import { APIGatewayClient, GetApiKeysCommand } from '@aws-sdk/client-api-gateway'
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { SignatureV4 } from '@smithy/signature-v4'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { leapingClock } from '../../core/clock.ts'
import type { SignedRequest } from '../../core/faces.ts'
import { iamFixture, ROOT } from '../iam-fixture.ts'
import { authenticate } from './authenticate.ts'
import { captured, onTheWire } from './sign-fixture.ts'

const MINUTE = 60_000
let cloud: ReturnType<typeof iamFixture>

beforeEach(() => {
  cloud = iamFixture()
  cloud.role('app')
  vi.useFakeTimers({ now: cloud.clock.now(), toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const getItem = (credentials = ROOT): Promise<SignedRequest> =>
  captured((config) =>
    new DynamoDBClient({ ...config, credentials }).send(
      new GetItemCommand({ TableName: 't', Key: { id: { S: 'ü/1' } } }),
    ),
  )
const identity = (credentials = ROOT): Promise<SignedRequest> =>
  captured((config) => new STSClient({ ...config, credentials }).send(new GetCallerIdentityCommand()))
const putObject = (credentials = ROOT): Promise<SignedRequest> =>
  captured((config) =>
    new S3Client({ ...config, credentials, forcePathStyle: true }).send(
      new PutObjectCommand({ Bucket: 'b', Key: "a b/ü+(1)!'*~.txt", Body: 'x' }),
    ),
  )

describe('a request that the AWS SDK signed is accepted', () => {
  test.each<[string, () => Promise<SignedRequest>]>([
    ['JSON', getItem],
    ['query', identity],
    [
      'REST with a path that is encoded twice',
      () =>
        captured((config) =>
          new LambdaClient({ ...config, credentials: ROOT }).send(
            new InvokeCommand({ FunctionName: 'arn:aws:lambda:us-east-1:000000000000:function:f', Payload: '{}' }),
          ),
        ),
    ],
    [
      'REST with a query',
      () =>
        captured((config) =>
          new APIGatewayClient({ ...config, credentials: ROOT }).send(
            new GetApiKeysCommand({ nameQuery: 'a b*(ü)', includeValues: true, limit: 5 }),
          ),
        ),
    ],
    ['S3 with a path that is encoded once', putObject],
    [
      'S3 without a body',
      () =>
        captured((config) =>
          new S3Client({ ...config, credentials: ROOT, forcePathStyle: true }).send(
            new GetObjectCommand({ Bucket: 'b', Key: 'k' }),
          ),
        ),
    ],
  ])('%s', async (_name, request) => {
    expect(cloud.iam.authenticate(await request())).toMatchObject({
      kind: 'root',
      arn: 'arn:aws:iam::000000000000:root',
    })
  })

  test('of a session, with its token', async () => {
    const { credentials, session } = cloud.session('app')
    expect(cloud.iam.authenticate(await getItem(credentials))).toEqual(session)
  })

  test('as a presigned URL, until it expires', async () => {
    const presigned = await presign(900)
    expect(cloud.iam.authenticate(presigned)).toMatchObject({ kind: 'root' })
    cloud.clock.advance(16 * MINUTE)
    expect(() => cloud.iam.authenticate(presigned)).toThrow('Request has expired')
  })
})

async function presign(expiresIn: number): Promise<SignedRequest> {
  const signer = new SignatureV4({
    service: 's3',
    region: 'us-east-1',
    credentials: ROOT,
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  })
  const headers = { host: '127.0.0.1:4566' }
  const request = { method: 'GET', protocol: 'http:', hostname: '127.0.0.1', path: '/b/k', query: {}, headers }
  const signed = await signer.presign(
    { ...request, headers: { ...headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } } as never,
    { expiresIn, unhoistableHeaders: new Set() },
  )
  return onTheWire({ ...request, query: signed.query as Record<string, string>, headers })
}

describe('a request that was changed after it was signed is refused', () => {
  const changes: [string, (request: SignedRequest) => SignedRequest][] = [
    ['the body', (request) => ({ ...request, body: Buffer.from(request.body.toString().replace('t', 'u')) })],
    ['the path', (request) => ({ ...request, url: '/other' })],
    ['the query', (request) => ({ ...request, url: `${request.url}?Action=Other` })],
    ['the method', (request) => ({ ...request, method: 'PUT' })],
    [
      'the operation',
      ({ headers, ...request }) => ({
        ...request,
        headers: { ...headers, 'x-amz-target': 'DynamoDB_20120810.DeleteItem' },
      }),
    ],
    [
      'a header that was not signed',
      ({ headers, ...request }) => ({ ...request, headers: { ...headers, 'x-amz-other': '1' } }),
    ],
    [
      'the time',
      ({ headers, ...request }) => ({ ...request, headers: { ...headers, 'x-amz-date': '20260101T000001Z' } }),
    ],
    [
      'the signature',
      ({ headers, ...request }) => ({
        ...request,
        headers: { ...headers, authorization: headers.authorization?.replace(/.{4}$/, '0000') },
      }),
    ],
    [
      'the service',
      ({ headers, ...request }) => ({
        ...request,
        headers: { ...headers, authorization: headers.authorization?.replace('/dynamodb/', '/sts/') },
      }),
    ],
    [
      'the region',
      ({ headers, ...request }) => ({
        ...request,
        headers: { ...headers, authorization: headers.authorization?.replace('/us-east-1/', '/eu-west-1/') },
      }),
    ],
  ]
  test.each(changes)('%s', async (_name, change) => {
    const request = await getItem()
    expect(() => cloud.iam.authenticate(change(request))).toThrow(
      expect.objectContaining({ code: 'InvalidSignatureException', status: 400 }),
    )
  })

  test('the body of an S3 object', async () => {
    const request = await putObject()
    const declared = { ...request.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }
    expect(() => cloud.iam.authenticate({ ...request, headers: declared })).toThrow(
      expect.objectContaining({ code: 'SignatureDoesNotMatch' }),
    )
  })
})

describe('credentials that do not hold are refused in the words of each protocol', () => {
  test('a wrong secret', async () => {
    const wrong = { ...ROOT, secretAccessKey: 'wrong' }
    const code = (value: string) => expect.objectContaining({ code: value })
    expect(() => cloud.iam.authenticate({ ...FAILED })).toThrow(code('IncompleteSignatureException'))
    const [json, query, s3] = await Promise.all([getItem(wrong), identity(wrong), putObject(wrong)])
    expect(() => cloud.iam.authenticate(json)).toThrow(code('InvalidSignatureException'))
    expect(() => cloud.iam.authenticate(query)).toThrow(code('SignatureDoesNotMatch'))
    expect(() => cloud.iam.authenticate(s3)).toThrow(code('SignatureDoesNotMatch'))
  })

  test('an unknown key', async () => {
    const unknown = { ...ROOT, accessKeyId: 'AKIAUNKNOWN' }
    const [json, query, s3] = await Promise.all([getItem(unknown), identity(unknown), putObject(unknown)])
    expect(() => cloud.iam.authenticate(json)).toThrow(expect.objectContaining({ code: 'UnrecognizedClientException' }))
    expect(() => cloud.iam.authenticate(query)).toThrow(
      expect.objectContaining({ code: 'InvalidClientTokenId', status: 403 }),
    )
    expect(() => cloud.iam.authenticate(s3)).toThrow(
      expect.objectContaining({ code: 'InvalidAccessKeyId', status: 403 }),
    )
  })

  test("a session's key without its token, or with another session's", async () => {
    const { credentials } = cloud.session('app')
    const { sessionToken, ...bare } = credentials
    const other = { ...credentials, sessionToken: cloud.session('app').credentials.sessionToken }
    expect(sessionToken).not.toBe(other.sessionToken)
    for (const request of [await getItem(bare), await getItem(other)]) {
      expect(() => cloud.iam.authenticate(request)).toThrow('The security token included in the request is invalid.')
    }
  })

  test('an expired session', async () => {
    const { credentials } = cloud.session('app')
    cloud.clock.advance(61 * MINUTE)
    vi.setSystemTime(cloud.clock.now())
    const [json, query] = await Promise.all([getItem(credentials), identity(credentials)])
    expect(() => cloud.iam.authenticate(json)).toThrow(expect.objectContaining({ code: 'ExpiredTokenException' }))
    expect(() => cloud.iam.authenticate(query)).toThrow(expect.objectContaining({ code: 'ExpiredToken', status: 403 }))
  })

  const FAILED: SignedRequest = {
    method: 'POST',
    url: '/',
    headers: { host: 'x', authorization: 'Bearer token' },
    body: Buffer.alloc(0),
  }
  test('no SigV4 header', () => {
    expect(() => cloud.iam.authenticate(FAILED)).toThrow("Authorization header requires 'Credential' parameter.")
  })
})

test('a clock that is more than five minutes off is refused, in either direction', async () => {
  const request = await identity()
  cloud.clock.advance(5 * MINUTE)
  expect(cloud.iam.authenticate(request)).toMatchObject({ kind: 'root' })
  cloud.clock.advance(1000)
  expect(() => cloud.iam.authenticate(request)).toThrow(
    'Signature expired: 20260101T000000Z is now earlier than 20260101T000001Z (20260101T000501Z - 5 min.)',
  )
  vi.setSystemTime(cloud.clock.now() + 5 * MINUTE + 1000)
  const early = await identity()
  expect(() => cloud.iam.authenticate(early)).toThrow('Signature not yet current: 20260101T001002Z is still later than')
})

test('a request that was under way while the clock was put forward is taken, and one that is older is not', async () => {
  const clock = leapingClock()
  const sessions = { get: () => null } as unknown as Parameters<typeof authenticate>[0]['sessions']
  const check = authenticate({ context: { ...cloud.context, clock }, sessions, root: ROOT })
  vi.useRealTimers()
  const request = await identity()
  clock.leap(60 * MINUTE)
  expect(check(request)).toMatchObject({ kind: 'root' })
  vi.useFakeTimers({ now: Date.now() + 6 * MINUTE, toFake: ['Date'] })
  expect(() => check(request)).toThrow('Signature expired')
})

test('an unsigned request is anonymous', () => {
  expect(cloud.iam.authenticate({ method: 'GET', url: '/', headers: { host: 'x' }, body: Buffer.alloc(0) })).toEqual({
    kind: 'anonymous',
  })
})
