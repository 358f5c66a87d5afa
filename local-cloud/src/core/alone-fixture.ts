import type { Iam } from './faces.ts'
import type { InternalApi } from './service.ts'

const notCalled = (): never => {
  throw new Error('not used')
}

/** For tests: what a service is built with that calls no other. */
export const ALONE: { iam: Iam; api: InternalApi } = {
  iam: { authenticate: notCalled, authorize: notCalled, assumeForService: notCalled },
  api: { call: async () => notCalled() },
}
