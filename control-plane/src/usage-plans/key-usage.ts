import {
  type APIGatewayClient,
  BadRequestException,
  GetUsageCommand,
  UpdateUsageCommand,
} from '@aws-sdk/client-api-gateway'

/** A key on a usage plan. */
export interface PlannedKey {
  usagePlanId: string
  keyId: string
}

/** What keys used of their plans' monthly quotas, as API Gateway counts it. */
export interface KeyUsage {
  /** Since the first of the month of this moment; what is left is null where API Gateway tells nothing. */
  ofMonth(key: PlannedKey, at: number): Promise<{ used: number; left: number | null }>
  /** Sets what a key has left this month; false when API Gateway refuses it. */
  setLeft(key: PlannedKey, left: number): Promise<boolean>
}

export const keyUsage = (client: APIGatewayClient): KeyUsage => ({
  async ofMonth({ usagePlanId, keyId }, at) {
    const today = new Date(at).toISOString().slice(0, 10)
    const startDate = `${monthOf(at)}-01`
    const { items = {} } = await client.send(new GetUsageCommand({ usagePlanId, keyId, startDate, endDate: today }))
    // The documentation says in one place that usage is listed by a key's id, in another that it is by its value: only this one was asked for.
    const days = Object.values(items)[0] ?? []
    return { used: days.reduce((sum, [used = 0]) => sum + used, 0), left: days.at(-1)?.[1] ?? null }
  },
  async setLeft({ usagePlanId, keyId }, left) {
    const patchOperations = [{ op: 'replace' as const, path: '/remaining', value: String(left) }]
    try {
      await client.send(new UpdateUsageCommand({ usagePlanId, keyId, patchOperations }))
      return true
    } catch (error) {
      if (error instanceof BadRequestException) return false
      throw error
    }
  },
})

/** The UTC month of a moment: `2026-11`. Quotas begin anew with it. */
export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7)
