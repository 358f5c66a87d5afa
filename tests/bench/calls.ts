import type { CloudOptions } from '@tenantry/local-cloud/cloud.ts'

/** Calls over the wire by `<caller's role> <service>:<operation>`. */
export type Calls = Record<string, number>

/** Counts what a local cloud takes in. */
export function callCounter(): { observe: NonNullable<CloudOptions['observe']>; take: () => Calls } {
  let calls: Calls = {}
  return {
    observe({ principal, service, operation }) {
      const caller = principal.kind === 'role-session' ? principal.roleName : principal.kind
      const name = `${caller} ${service}:${operation}`
      calls[name] = (calls[name] ?? 0) + 1
    },
    /** Since they were taken last. */
    take() {
      const counted = calls
      calls = {}
      return counted
    },
  }
}
