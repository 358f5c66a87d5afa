import { type DescribedOperation, describedOperations } from '@tenantry/local-cloud/core/service.ts'
import { describe, expect, test } from 'vitest'
import { useCloud } from '../../local-cloud/cloud.ts'
import { SERVICES } from '../support-table/sdk-operations.ts'
import { type Classified, classify } from './classify.ts'
import { inputOf, inputWith, sample } from './sdk-model.ts'

// Nothing is accepted and ignored: for each operation that is supported, every member that AWS documents is read, refused by name, or
// listed as meaningless with a reason. The members are those of the SDK's models.

const cloud = useCloud()
const MOST_MEANINGLESS = 0.05
const QUIET = { debug() {}, info() {}, warn() {}, error() {} }

interface Swept {
  service: string
  name: string
  operation: DescribedOperation
  members: Classified
}
// biome-ignore lint/suspicious/noExplicitAny: SDK packages are looked into by the names of their exports
const sdkOf = (service: string): Promise<any> => import(SERVICES[service]?.sdkPackage ?? '')

async function sweep(): Promise<Swept[]> {
  const all = cloud.cloud.registry.services
    .flatMap(({ api }) => api ?? [])
    .flatMap((service) =>
      Object.entries(describedOperations(service))
        .filter(([, { unsupported }]) => !unsupported)
        .map(([name, operation]) => ({ service: service.name, name, operation })),
    )
  return Promise.all(
    all.map(async (one) => {
      const input = inputOf(await sdkOf(one.service), one.name)
      if (!input) throw new Error(`The SDK has no model of ${one.service}:${one.name}.`)
      return { ...one, members: classify(one.operation, input) }
    }),
  )
}

describe('the members of every operation', () => {
  test('are named as AWS documents them, structure by structure', async () => {
    const swept = await sweep()
    const of = (key: 'unknown' | 'unlisted') =>
      swept.flatMap(({ service, name, members }) => members[key].map((path) => `${service}:${name} ${path}`))
    expect(of('unknown')).toEqual([])
    expect(of('unlisted')).toEqual([])
  })

  test('are refused by name where nothing reads them', async () => {
    const wrong: string[] = []
    let refused = 0
    for (const { service, name, members } of await sweep()) {
      const sdk = await sdkOf(service)
      const input = inputOf(sdk, name)
      const Client = Object.keys(sdk).find((key) => /^[A-Z]\w+Client$/.test(key)) ?? ''
      const client = new sdk[Client]({ ...cloud.options(), logger: QUIET })
      for (const { path, wireName, schema } of members.refused) {
        if (!input) throw new Error(name)
        refused++
        const given = inputWith(input, path, sample(schema))
        const answer = await client
          .send(new sdk[`${name}Command`](given))
          // The SDK itself reads EndpointId, and asks for another signature.
          .catch((error: Error) => (/SigV4a/.test(error.message) ? cloud.cloud.call(service, name, given) : error))
          .catch((error: Error) => error)
        const said = answer instanceof Error ? saidBy(answer) : 'accepted'
        const names = new RegExp(`^UnsupportedByLocalCloud: .*\\b(${path.at(-1)}|${wireName})\\b`, 'i')
        if (!names.test(said)) wrong.push(`${service}:${name} ${path.join('.')}: ${said}`)
      }
    }
    expect(wrong).toEqual([])
    expect(refused).toBeGreaterThan(0)
  })

  test('are meaningless for a reason, and few', async () => {
    const swept = await sweep()
    const count = (key: 'served' | 'refused' | 'meaningless') =>
      swept.reduce((sum, { members }) => sum + members[key].length, 0)
    for (const { service, name, operation, members } of swept) {
      const reasons = Object.entries(operation.meaningless ?? {})
      for (const [path, reason] of reasons) {
        expect(reason, `${service}:${name} ${path}`).toMatch(/^AWS: ".{20,}"/)
        expect(members.meaningless, `${service}:${name} ${path}`).toContain(path)
      }
    }
    expect(count('meaningless') / (count('served') + count('refused') + count('meaningless'))).toBeLessThan(
      MOST_MEANINGLESS,
    )
  })
})

/** The answer to a HEAD says in headers what it has no body for. */
function saidBy(error: Error & { $response?: { headers?: Record<string, string> } }): string {
  const headers = error.$response?.headers ?? {}
  const code = headers['x-amz-error-code']
  return code === undefined ? `${error.name}: ${error.message}` : `${code}: ${headers['x-amz-error-message']}`
}
