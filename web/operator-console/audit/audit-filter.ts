import type { AuditFilter } from '@tenantry/contracts/control-plane-api/audit-schemas.ts'

const NAMES = ['tenantId', 'actor', 'action', 'object', 'from', 'to'] as const

/** The filter as the page shows it, and as it stands in the address: `from` and `to` are days. */
export type ShownFilter = { [Name in (typeof NAMES)[number]]?: string }

export const readFilter = (params: URLSearchParams): ShownFilter =>
  Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = params.get(name)?.trim()
      return value ? [[name, value]] : []
    }),
  )

/** The filter as the API takes it: days are those of whoever looks, from their first moment to their last. */
export const queryOf = ({ from, to, ...filter }: ShownFilter): AuditFilter => ({
  ...filter,
  ...(from !== undefined && { from: momentOf(from, '00:00:00.000') }),
  ...(to !== undefined && { to: momentOf(to, '23:59:59.999') }),
})

/** What is no day goes as it is, and the API says so. */
function momentOf(day: string, time: string): string {
  const moment = new Date(`${day}T${time}`)
  return Number.isNaN(moment.getTime()) ? day : moment.toISOString()
}
