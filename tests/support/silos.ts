import type { SiloServices } from '@tenantry/control-plane/silos/make-silo.ts'

const none = (): never => {
  throw new Error('Nobody has a silo here')
}

/** For workflows of tenants of the pool: whoever asks for a silo fails. */
export const withoutSilos: SiloServices['silos'] = {
  stacks: { create: none, find: none, remove: none, underWay: none },
  failure: none,
  deleted: none,
}
