import { expect, test } from 'vitest'
import { trueCosts } from './count-costs.ts'
import type { Told } from './read-count.ts'

const at = Date.UTC(2026, 0, 5, 10, 30)
const header = (segment: string) => `Root=1-1-${segment};Parent=${segment};Sampled=1`
const start = (id: string, segment: string, links: string[] = [], event: object = {}): Told => ({
  ...{ type: 'invocation-start', at, functionName: 'f', functionRequestId: id, traceHeader: header(segment) },
  ...{ messageIds: [], links, memoryMb: 1024, isArm: true, payload: JSON.stringify(event) },
})
const end = (id: string, answer: object | null = null): Told => ({
  ...{ type: 'invocation-end', at, functionRequestId: id, billedMs: 1000, logBytes: 2 ** 30 },
  answer: answer && JSON.stringify(answer),
})
const units = (segment: string, tags: Record<string, string>, keys: string[] = []): Told => ({
  ...{ type: 'units', at, tags, traceHeader: header(segment), keys, read: 2, write: 1, isRefused: false },
})
const batch = (...bodies: object[]) => ({ Records: bodies.map((body) => ({ body: JSON.stringify(body) })) })
const request = (apiKeyId: string | null, more: object = {}): Told => ({
  ...{ type: 'request', at, requestId: 'r', method: 'GET', route: '/', status: 200, apiKeyId, logBytes: 0 },
  ...{ authorizerRequestId: null, functionRequestId: null, isBilled: true, traceHeader: 'Root=1-0-0', ...more },
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

const ALL = new Map(['acme', 'globex'].map((name) => [name, name]))
/** Invocations that each is charged for. */
function invocationsOf(told: Told[]): Record<string, number> {
  const lambda = trueCosts(told, { tenantOfKey: ALL }).filter(({ service }) => service === 'AWSLambda')
  const one = 0.0000133334 + 0.0000002
  return Object.fromEntries(
    lambda.map(({ tenantId, dollars }) => [tenantId ?? 'nobody', Math.round((dollars / one) * 100) / 100]),
  )
}

test('a trigger of a sign-in is its claims’ tenant’s, one of a mail that of whom it looked up, and a step its event’s', () => {
  const claims = { accessTokenGeneration: { claimsToAddOrOverride: { tenantId: 'acme' } } }
  const trigger = { triggerSource: 'TokenGeneration_Authentication' }
  const told = [
    ...[start('a', '0a', [], trigger), end('a', { response: { claimsAndScopeOverrideDetails: claims } })],
    ...[start('b', '0b', [], trigger), units('0b', {}, ['ada@mail.example', 'globex-3']), end('b', {})],
    ...[start('c', '0c', [], { tenantId: 'globex', step: 'copy' }), end('c', null)],
    ...[start('d', '0d'), end('d', { context: { tenantId: 'acme' } })],
    // What is no trigger may look up many, and works for none of them.
    ...[start('e', '0e'), units('0e', {}, ['acme']), end('e')],
  ]
  expect(invocationsOf(told)).toEqual({ acme: 2, globex: 2, nobody: 1 })
})

test('messages of a batch share it evenly, and ticks are nobody’s with whatever they touch', () => {
  const about = (tenantId?: string) => ({ source: 'product', detail: { tenantId } })
  const told = [
    ...[start('a', '0a', [], batch(about('acme'), about('acme'), about('globex'), about())), end('a')],
    ...[start('b', '0b', [], batch({ source: 'aws.events', detail: {} })), units('0b', { TenantId: 'acme' }), end('b')],
  ]
  expect(invocationsOf(told)).toEqual({ acme: 0.5, globex: 0.25, nobody: 1.25 })
  const tables = trueCosts(told, { tenantOfKey: ALL }).filter(({ service }) => service === 'AmazonDynamoDB')
  expect(tables.map(({ tenantId }) => tenantId)).toEqual([null])
})

test('a trace is its request’s tenant’s, else its first invocation’s', () => {
  const trace = (root: string): Told => ({ type: 'trace', at, root })
  const told = [
    ...[start('a', '0a', [], batch({ detail: { tenantId: 'globex' } })), end('a')],
    ...[request('acme', { traceHeader: 'Root=1-1-0b;Sampled=1' }), request(null, { traceHeader: 'Root=1-1-0c' })],
    ...[trace('1-1-0a'), trace('1-1-0b'), trace('1-1-0c'), trace('1-1-0d')],
  ]
  const traces = trueCosts(told, { tenantOfKey: ALL }).filter(({ service }) => service === 'AWSXRay')
  expect(Object.fromEntries(traces.map(({ tenantId, dollars }) => [tenantId, Math.round(dollars * 1e6)]))).toEqual({
    globex: 5,
    acme: 5,
    null: 10,
  })
})
