import type { CheckRoom } from '@tenantry/control-plane/quotas/check-room.ts'

/** API Gateway, as far as a move needs it: one tenant's keys and two plans. */
export function movingKeys(checkRoom: CheckRoom) {
  /** The tenant's keys, and the plan of each. */
  const keys = new Map([['key1', 'basic']])
  const keyed = {
    keys: {
      async ensure() {
        keys.set('key2', '')
        return 'key2'
      },
      async keepOnly(_: string, kept: string) {
        for (const key of keys.keys()) if (key !== kept) keys.delete(key)
      },
    },
    plans: {
      ensure: async () => 'platinum',
      addKey: async (plan: string, key: string) => void keys.set(key, plan),
      removeKey: async (_: string, key: string) => void keys.set(key, ''),
      planOf: async (key: string) => keys.get(key) ?? null,
      addStage: async () => {},
      list: async () => ({ plans: [], total: 0 }),
    },
    usage: { ofMonth: async () => ({ used: 0, left: null }), setLeft: async () => true },
    tiers: { find: async () => ({ name: 'Platinum', rate: 1, burst: 1, quota: 1000 }) },
    quotas: { check: checkRoom, registry: { get: async () => null } },
  }
  return { keys, keyed }
}
