import type { Cloud } from '@tenantry/local-cloud/cloud.ts'
import { classifyRequest } from '@tenantry/local-cloud/s3/operations/classify-request.ts'

/** Hears which operations come over the wire, by service, from now on. */
export function recordCalls({ registry }: Cloud): () => Record<string, string[]> {
  const heard = new Map<string, Set<string>>()
  const hear = (service: string, operation: string) => {
    heard.set(service, (heard.get(service) ?? new Set()).add(operation))
  }
  for (const { api } of registry.services) {
    if (api?.protocol === 'raw') {
      const { handle } = api
      api.handle = (request, call) => {
        hear(api.name, classifyRequest(request).operation.name)
        return handle(request, call)
      }
    } else {
      for (const [name, operation] of Object.entries(api?.operations ?? {})) {
        const { run } = operation
        operation.run = (input, call) => {
          // Calls inside the process have no request of their own.
          if (call.requestId !== 'internal') hear(api?.name ?? '', name)
          return run(input, call)
        }
      }
    }
  }
  return () =>
    Object.fromEntries(
      [...heard.entries()]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([service, operations]) => [service, [...operations].toSorted()]),
    )
}
