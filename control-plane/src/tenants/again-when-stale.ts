import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { ApiOperation } from '@tenantry/toolkit/http.ts'
import { Stale } from './stale.ts'

/** So often in a row nobody writes what an operation is about. */
const ATTEMPTS = 5

/**
 * Operations that read and judge anew where something was written after they had read it: by a step of a workflow, an answer of the app plane, another
 * operator. A conflict is answered only where that happens time and again. Who names the version that they mean is refused any other one.
 */
export const againWhenStale = <Operations extends Record<string, ApiOperation>>(operations: Operations): Operations =>
  Object.fromEntries(Object.entries(operations).map(([name, operation]) => [name, again(operation)])) as Operations

const again =
  (operation: ApiOperation): ApiOperation =>
  async (request) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await operation(request)
      } catch (error) {
        const isStale = error instanceof ApiError && error.cause instanceof Stale
        if (!isStale || attempt === ATTEMPTS) throw error
      }
    }
  }
