import { describedOperations } from '@tenantry/local-cloud/core/service.ts'
import { expect, test } from 'vitest'
import type { TestCloud } from '../cloud.ts'
import { documentedErrors } from './documented.ts'

// biome-ignore lint/suspicious/noExplicitAny: SDK packages are looked into by the names of their exports
type Sdk = Record<string, any>
type Input = object | (() => object | Promise<object>)

/** An operation, the exception that its input meets, what the input is, and what the message says. */
export type ErrorCase = [operation: string, error: string, input: Input, message?: string | RegExp]

/** A documented exception that never happens here, the operations that it is meant for, and the reason. */
export type NeverHappens = [error: string, operations: 'all' | string[], reason: string]

export interface ErrorTable {
  cloud: TestCloud
  /** The service's name in the registry. */
  service: string
  sdkPackage: string
  sdk: Sdk
  client(): { send(command: unknown): Promise<unknown> }
  cases: ErrorCase[]
  never: NeverHappens[]
  /** Where the name on the wire is not that of the SDK's class. */
  codes?: Record<string, string>
}

/**
 * One test per case, through the SDK's client and against its exception classes, and one that finds what was forgotten: every
 * exception that AWS documents for a supported operation is met by a case, or has a reason why it never happens.
 */
export function testErrors(table: ErrorTable): void {
  const { cloud, sdk, codes = {} } = table
  test.each(table.cases)('%s answers %s (%#)', async (operation, error, input, message) => {
    const given = typeof input === 'function' ? await input() : input
    const sent = table.client().send(new sdk[`${operation}Command`](given))
    const thrown = await sent.then(
      () => 'nothing was thrown',
      (reason) => reason,
    )
    expect(thrown).toMatchObject({ name: codes[error] ?? error })
    const known = sdk[error] ?? sdk[`${error}Exception`]
    if (known && !codes[error]) expect(thrown).toBeInstanceOf(known)
    if (message !== undefined) expect(thrown.message).toMatch(message)
  })

  test(`every exception that AWS documents for ${table.service} has a case, or a reason why it never happens`, () => {
    const service = cloud.cloud.registry.services.find(({ api }) => api?.name === table.service)
    const operations = service?.api ? Object.keys(describedOperations(service.api)) : []
    expect(operations.length).toBeGreaterThan(0)
    const covered = (operation: string, error: string) =>
      table.cases.some(([name, met]) => name === operation && met === error) ||
      table.never.some(([met, meant]) => met === error && (meant === 'all' || meant.includes(operation)))
    const missing = operations.flatMap((operation) =>
      documentedErrors(table.sdkPackage, operation)
        .filter((error) => !covered(operation, error))
        .map((error) => `${operation}: ${error}`),
    )
    expect(missing).toEqual([])
  })
}
