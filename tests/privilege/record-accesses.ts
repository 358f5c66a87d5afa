import type { DecidedAccess, OnAccess } from '@tenantry/local-cloud/iam/authorize.ts'

/** What roles asked for, and whether they got it. */
export interface Accesses {
  hear: OnAccess
  allowed(roleName: string): DecidedAccess[]
  refused(): DecidedAccess[]
}

/** Keeps each kind of access once: the keys that it names are a part of what it is. */
export function recordAccesses(): Accesses {
  const byRole = new Map<string, Map<string, DecidedAccess>>()
  return {
    hear(access) {
      const { roleName, action, resource, lookup, allowed } = access
      const keys = ['dynamodb:leadingkeys', 'events:detail-type'].map(lookup)
      const heard = byRole.get(roleName) ?? new Map<string, DecidedAccess>()
      byRole.set(roleName, heard.set(JSON.stringify([action, resource, allowed, keys]), access))
    },
    allowed: (roleName) => [...(byRole.get(roleName)?.values() ?? [])].filter(({ allowed }) => allowed),
    refused: () => [...byRole.values()].flatMap((heard) => [...heard.values()].filter(({ allowed }) => !allowed)),
  }
}
