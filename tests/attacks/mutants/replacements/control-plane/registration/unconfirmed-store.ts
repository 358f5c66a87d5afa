import { unconfirmedStore } from '@tenantry/control-plane/registration/unconfirmed-store.ts'

/** Nobody counts how often a code is tried. */
export const unlimitedTries: typeof unconfirmedStore = (table, system) => ({
  ...unconfirmedStore(table, system),
  takeTry: async () => 1,
})
