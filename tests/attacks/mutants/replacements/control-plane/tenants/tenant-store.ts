import { tenantStore } from '@tenantry/control-plane/tenants/tenant-store.ts'

/** No transaction checks the operator in whose name it is written. */
export const nobodyAnswers: typeof tenantStore = (client, tables) => {
  const store = tenantStore(client, tables)
  return {
    ...store,
    register: (signUp) => store.register({ ...signUp, operatorId: null }),
    commit: (commit) => store.commit({ ...commit, operatorId: null }),
  }
}
