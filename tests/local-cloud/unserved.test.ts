import { cbor } from '@smithy/core/cbor'
import { XMLParser } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { useCloud } from './cloud.ts'

const cloud = useCloud()
const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }

/** One request as a client of `service` writes it; nobody looks at the signature of a call that is not served. */
const send = (service: string | null, path: string, init: RequestInit) =>
  fetch(new URL(path, cloud.cloud.url), {
    ...init,
    headers: {
      ...init.headers,
      ...(service && {
        authorization: `AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/eu-central-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      }),
    },
  })

const xml = async (response: Response) => new XMLParser().parse(await response.text())

describe('what no emulated service decodes is refused by name, in the protocol of its client', () => {
  const form = (action: string) => ({ method: 'POST', headers: FORM, body: `Action=${action}&Version=2010-03-31` })

  it.each(['sns', 'rds', 'autoscaling', 'elasticloadbalancing', 'sqs', 'monitoring'])('query: %s', async (service) => {
    const response = await send(service, '/', form('DoSomething'))
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toContain('xml')
    expect(await xml(response)).toMatchObject({
      ErrorResponse: {
        Error: {
          Type: 'Sender',
          Code: 'InvalidAction',
          Message: `The local cloud does not support ${service}:DoSomething.`,
        },
        RequestId: expect.stringMatching(/\S/),
      },
    })
  })

  it.each(['ec2', 'sdb'])('the older query: %s', async (service) => {
    expect(await xml(await send(service, '/', form('DescribeVpcs')))).toMatchObject({
      Response: {
        Errors: {
          Error: { Code: 'InvalidAction', Message: `The local cloud does not support ${service}:DescribeVpcs.` },
        },
        RequestID: expect.stringMatching(/\S/),
      },
    })
  })

  it('a query service that is emulated, by the name of its action, signed or not', async () => {
    const unserved = 'The local cloud does not support sts:AssumeRoleWithSAML.'
    const body = 'Action=AssumeRoleWithSAML&Version=2011-06-15'
    for (const service of ['sts', null]) {
      const response = await send(service, '/', { method: 'POST', headers: FORM, body })
      expect(await xml(response)).toMatchObject({
        ErrorResponse: { Error: { Code: 'InvalidAction', Message: unserved } },
      })
    }
  })

  it.each([
    ['route53', 'GET', '/2013-04-01/hostedzone'],
    ['cloudfront', 'GET', '/2020-05-31/distribution'],
  ])('REST in XML, which has no names on the wire: %s', async (service, method, path) => {
    expect(await xml(await send(service, path, { method }))).toMatchObject({
      ErrorResponse: { Error: { Message: `The local cloud does not support ${service}:${method} ${path}.` } },
    })
  })

  it('JSON with a target', async () => {
    const response = await send('kinesis', '/', {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'Kinesis_20131202.ListStreams' },
      body: '{}',
    })
    expect(response.headers.get('x-amzn-errortype')).toBe('UnknownOperationException')
    expect(await response.json()).toEqual({
      __type: 'UnknownOperationException',
      message: 'The local cloud does not support kinesis:ListStreams.',
    })
  })

  it('REST in JSON', async () => {
    const response = await send('appsync', '/v1/apis', { method: 'GET' })
    expect(response.headers.get('x-amzn-errortype')).toBe('UnknownOperationException')
    expect(await response.json()).toMatchObject({
      message: 'The local cloud does not support appsync:GET /v1/apis.',
    })
  })

  it('CBOR', async () => {
    const response = await send('monitoring', '/service/GraniteServiceVersion20100801/operation/PutMetricData', {
      method: 'POST',
      headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
      body: Buffer.from([0xbf, 0xff]),
    })
    expect(response.headers.get('smithy-protocol')).toBe('rpc-v2-cbor')
    expect(cbor.deserialize(new Uint8Array(await response.arrayBuffer()))).toEqual({
      __type: 'UnknownOperationException',
      message: 'The local cloud does not support monitoring:PutMetricData.',
    })
  })

  it('a call without a signature, in the protocol it is written in', async () => {
    expect(await xml(await send(null, '/', form('Publish')))).toMatchObject({
      ErrorResponse: { Error: { Code: 'MissingAuthenticationToken' } },
    })
    const plain = await send(null, '/', { method: 'GET' })
    expect(plain.status).toBe(403)
    expect(await plain.json()).toMatchObject({ __type: 'MissingAuthenticationToken' })
  })
})
