import { describedOperations } from '@tenantry/local-cloud/core/service.ts'
import { expect, test } from 'vitest'
import { useCloud } from '../../local-cloud/cloud.ts'
import { documentedErrors } from '../../local-cloud/errors/documented.ts'
import { sources } from '../sources.ts'
import { SERVICES } from '../support-table/sdk-operations.ts'
import { messageMemberOf } from './sdk-model.ts'

const cloud = useCloud()
const thrown = sources()
  .filter((file) => file.package === 'local-cloud' && !file.isTest)
  .map(({ text }) => text)
  .join('')

test('the message of every error stands in the member that AWS documents for it', async () => {
  const wrong: string[] = []
  let seen = 0
  for (const service of cloud.cloud.registry.services.flatMap(({ api }) => api ?? [])) {
    if (!/json/.test(service.protocol)) continue
    const { sdkPackage = '' } = SERVICES[service.name] ?? {}
    const sdk = await import(sdkPackage)
    const operations = Object.keys(describedOperations(service))
    for (const error of new Set(operations.flatMap((name) => documentedErrors(sdkPackage, name)))) {
      const documented = messageMemberOf(sdk, error)
      // Most never happen here.
      if (documented === undefined || !thrown.includes(`'${error}'`)) continue
      seen++
      const ours = service.errorShape?.(error).messageMember ?? 'message'
      if (ours !== documented) wrong.push(`${service.name} ${error}: ${documented}`)
    }
  }
  expect(wrong).toEqual([])
  expect(seen).toBeGreaterThan(50)
})
