import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describedOperations } from '@tenantry/local-cloud/core/service.ts'
import { expect, test } from 'vitest'
import { CLIENTS, SDK_V3 } from '../../local-cloud/clients/named-clients.ts'
import { useCloud } from '../../local-cloud/cloud.ts'
import { ROOT } from '../sources.ts'
import { type Calls, callsIn, callsOf } from './calls-in.ts'

// The local cloud serves what somebody calls: the product, a command of this repository, or a client that the README names.

const cloud = useCloud()

/** Every operation that is served, as `service:operation`. */
const served = () =>
  cloud.cloud.registry.services
    .flatMap(({ api }) => api ?? [])
    .flatMap((api) =>
      Object.entries(describedOperations(api)).flatMap(([name, { unsupported }]) =>
        unsupported ? [] : [`${api.name}:${name}`],
      ),
    )
const flat = (calls: Calls) =>
  Object.entries(calls).flatMap(([service, operations]) => operations.map((name) => `${service}:${name}`))

test('every operation has a caller in the product, in a command or in the list of a client', () => {
  const called = new Set([
    ...flat(callsIn(Object.values(SDK_V3.folders).flat())),
    ...CLIENTS.flatMap(({ operations }) => flat(operations)),
  ])
  expect(served().filter((operation) => !called.has(operation))).toEqual([])
})

test('what a client is promised is served, and its test is there', () => {
  const known = new Set(served())
  for (const { name, operations, test } of CLIENTS) {
    expect(
      flat(operations).filter((operation) => !known.has(operation)),
      name,
    ).toEqual([])
    expect(existsSync(join(ROOT, test)), test).toBe(true)
  }
})

test('calls are found where they are made, and not where something is only imported or told of', () => {
  const source = `
    import { GetItemCommand, PutItemCommand, paginateScan } from '@aws-sdk/client-dynamodb'
    // new PutItemCommand()
    for await (const page of paginateScan({ client }, {})) await client.send(new GetItemCommand(page))
    await cloud.call('sqs', 'ListQueues', {})
  `
  expect(callsOf(source)).toEqual([
    ['dynamodb', 'GetItem'],
    ['dynamodb', 'Scan'],
    ['sqs', 'ListQueues'],
  ])
})
