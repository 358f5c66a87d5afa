import { expect, test } from 'vitest'
import { trueCosts } from './count-costs.ts'
import type { Told } from './read-count.ts'

const at = Date.UTC(2026, 0, 5, 10, 30)
const header = (segment: string) => `Root=1-1-${segment};Parent=${segment};Sampled=1`
const start = (id: string, segment: string, links: string[] = []): Told => ({
  ...{ type: 'invocation-start', at, functionName: 'f', functionRequestId: id, traceHeader: header(segment) },
  ...{ messageIds: [], links, memoryMb: 1024, isArm: true },
})
const end = (id: string): Told => ({
  type: 'invocation-end',
  at,
  functionRequestId: id,
  billedMs: 1000,
  logBytes: 2 ** 30,
})
const units = (segment: string, tags: Record<string, string>): Told => ({
  ...{ type: 'units', at, tags, traceHeader: header(segment), read: 2, write: 1 },
})
const request = (apiKeyId: string | null, more: object = {}): Told => ({
  ...{ type: 'request', at, requestId: 'r', method: 'GET', route: '/', status: 200, apiKeyId, logBytes: 0 },
  ...{ authorizerRequestId: null, functionRequestId: null, isBilled: true, ...more },
})

test('what was used is each tenant’s by its key and by tags, and nobody’s where it worked for several', () => {
  const told = [
    ...[start('a', '0a'), end('a'), units('0a', {}), request('key', { functionRequestId: 'a' })],
    ...[start('b', '0b'), end('b'), units('0b', { TenantId: 'acme' }), units('0b', { TenantId: 'globex' })],
    request('key', { isBilled: false }),
    request(null),
  ]
  const costs = trueCosts(told, { tenantOfKey: new Map([['key', 'acme']]) })
  expect(new Set(costs.map(({ hour }) => hour))).toEqual(new Set(['2026-01-05T10']))
  const of = (tenantId: string | null) =>
    Object.fromEntries(
      costs.filter((cost) => cost.tenantId === tenantId).map(({ service, dollars }) => [service, dollars]),
    )
  const calls = 2 * 0.000000125 + 0.000000625
  const lambda = 0.0000133334 + 0.0000002
  expect(of('acme').AmazonDynamoDB).toBeCloseTo(2 * calls, 15)
  expect(of('acme').AWSLambda).toBeCloseTo(lambda, 15)
  expect(of('acme').AmazonApiGateway).toBeCloseTo(0.0000035, 15)
  expect(of('acme').AmazonCloudWatch).toBeCloseTo(0.5, 15)
  expect(of('globex')).toEqual({ AmazonDynamoDB: expect.closeTo(calls, 15) })
  expect(of(null).AWSLambda).toBeCloseTo(lambda, 15)
  expect(of(null).AmazonApiGateway).toBeCloseTo(0.0000035, 15)
})

test('what follows from the work of one tenant is that tenant’s, and of several nobody’s', () => {
  const told = [
    ...[start('a', '0a'), end('a'), request('acme', { functionRequestId: 'a' })],
    ...[start('g', '0f'), end('g'), request('globex', { functionRequestId: 'g' })],
    ...[start('b', '0b', [header('0a')]), end('b'), start('c', '0c', [header('0b')]), end('c')],
    ...[start('d', '0d', [header('0a'), header('0f')]), end('d')],
  ]
  const tenantOfKey = new Map(['acme', 'globex'].map((name) => [name, name]))
  const lambda = trueCosts(told, { tenantOfKey }).filter(({ service }) => service === 'AWSLambda')
  const one = 0.0000133334 + 0.0000002
  const of = (tenantId: string | null) => lambda.find((cost) => cost.tenantId === tenantId)?.dollars ?? 0
  expect(of('acme')).toBeCloseTo(3 * one, 12)
  expect(of('globex')).toBeCloseTo(one, 12)
  expect(of(null)).toBeCloseTo(one, 12)
})
