/**
 * What calls in the name of a tab's tenant pass before they take the tab's token. While the tab moves to another tenant, the token is of the one or of the
 * other, so calls wait; views of a tenant that the tab has left are about to go, and theirs are made no more.
 */
export function tenantGate(currentTenantId: () => string | undefined) {
  let move: Promise<unknown> = Promise.resolve()
  return {
    /** Moves the tab: `work` gets the other token, and enters the other tenant. */
    moving<T>(work: () => Promise<T>): Promise<T> {
      const moved = work()
      move = moved.catch(() => undefined)
      return moved
    },

    /** Resolves when a call for the tenant may be made: never, when the tab is another one's. */
    async open(tenantId: string): Promise<void> {
      await move
      if (currentTenantId() !== tenantId) await new Promise<never>(() => {})
    },
  }
}
