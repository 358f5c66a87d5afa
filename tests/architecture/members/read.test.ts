import { membersOf } from '@tenantry/local-cloud/core/operation-input.ts'
import { runOperation } from '@tenantry/local-cloud/core/run-operation.ts'
import type { Operation, OperationService, Operations } from '@tenantry/local-cloud/core/service.ts'
import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { useCloud } from '../../local-cloud/cloud.ts'
import { SERVICES } from '../support-table/sdk-operations.ts'
import { classify } from './classify.ts'
import { EXAMPLES } from './examples/examples.ts'
import { TEMPLATE } from './examples/template.ts'
import { valuesOf } from './examples/values.ts'
import { inputOf } from './sdk-model.ts'
import { servedInput } from './served-input.ts'
import { trackReads } from './track-reads.ts'

const cloud = useCloud()

/** Members of which one value is served: the schema refuses the others by name, and nothing is left to read. */
const CHECKED_BY_SCHEMA = new Set([
  'DesiredDeliveryMediums',
  'ForceAliasCreation',
  'AttributeName',
  'DeploymentConfig',
  'Mode',
  'ImportExistingResources',
  'IncludePropertyValues',
  'NotificationARNs',
])
/** The account's administrator cannot call these; their tests do, member by member. */
const BY_ROLES = new Set(['sts:AssumeRole'])

beforeAll(() => cloud.deploy(TEMPLATE))

test('every member that an operation names is read by it', async () => {
  const values = valuesOf(cloud)
  const unread: string[] = []
  for (const service of cloud.cloud.registry.services.flatMap(({ api }) => api ?? [])) {
    if (service.protocol === 'raw') continue
    const sdk = await import(SERVICES[service.name]?.sdkPackage ?? '')
    for (const [name, operation] of inOrder(service.operations)) {
      const documented = inputOf(sdk, name)
      if (operation.unsupported || !documented || BY_ROLES.has(`${service.name}:${name}`)) continue
      const { served } = classify(operation, documented)
      const read = await readBy(operation, async () => {
        const generated = servedInput(documented, membersOf(operation.input), {
          ...values.any,
          ...values[service.name],
        })
        const inputs = [generated, ...(EXAMPLES[`${service.name}:${name}`] ?? [])]
        for (const input of inputs) {
          const given = typeof input === 'function' ? await input(values, cloud.cloud.call) : input
          // What comes of the call does not matter.
          await cloud.cloud.call(service.name, name, given).catch(() => {})
        }
      })
      const isRead = (path: string) => read.has(path) || CHECKED_BY_SCHEMA.has(path.split('.').at(-1) ?? '')
      unread.push(...served.filter((path) => !isRead(path)).map((path) => `${service.name}:${name} ${path}`))
    }
  }
  expect(unread).toEqual([])
})

test('a member that is named and not read is found', async () => {
  const input = z.strictObject({ Name: z.string(), Tags: z.array(z.strictObject({ Key: z.string() })) })
  const operation: Operation = { input, access: () => [], run: ({ Name, Tags: [tag] }) => [Name, tag] }
  const given = { Name: 'x', Tags: [{ Key: 'k' }] }
  const service: OperationService = { name: 'x', protocol: 'rest-json', operations: { Make: operation } }
  const read = await readBy(operation, async () => void runOperation(service, 'Make', given, {} as never))
  expect([...read]).toEqual(['Name', 'Tags'])
})

/** What takes away comes last, so that the others find what they ask for. */
const inOrder = (operations: Operations): [string, Operation][] =>
  Object.entries(operations).sort(([a], [b]) => rank(a) - rank(b))
const rank = (name: string): number => (/Delete(Queue|User)$/.test(name) ? 2 : Number(/Delete/.test(name)))

/** The members that an operation reads, after its input was parsed, while `work` calls it. */
async function readBy(operation: Operation, work: () => Promise<void>): Promise<Set<string>> {
  const read = new Set<string>()
  const { run } = operation
  operation.run = (input, call) =>
    run(
      trackReads(input, membersOf(operation.input), (path) => read.add(path)),
      call,
    )
  await work()
  operation.run = run
  return read
}
