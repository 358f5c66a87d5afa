import { type assertFits, takePrecondition } from '@tenantry/toolkit/precondition.ts'

/** Whatever version the caller means, any fits. */
export const conditionIgnored: typeof takePrecondition = (headers, body) => ({
  ...takePrecondition(headers, body),
  precondition: null,
})

export const versionUnchecked: typeof assertFits = () => {}
