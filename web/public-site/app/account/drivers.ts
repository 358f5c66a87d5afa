import { amountText, bytesText, countText } from '../../../shared/app/amounts.ts'

/** Milliseconds × megabytes in a gigabyte-second. */
const MB_MS_OF_GB_S = 1000 * 1024

interface Driver {
  label: string
  text(used: number): string
}

/** What costs are shared by, in words. */
const DRIVERS: Record<string, Driver> = {
  ddbReadUnits: { label: 'Units read', text: amountText },
  ddbWriteUnits: { label: 'Units written', text: amountText },
  ddbStorageByteHours: { label: 'Storage', text: (used) => `${bytesText(used)} × hours` },
  lambdaMbMs: { label: 'Time of functions', text: (used) => `${amountText(used / MB_MS_OF_GB_S)} GB-seconds` },
  lambdaInvocations: { label: 'Calls of functions', text: amountText },
  apiRequests: { label: 'Requests', text: countText },
  logBytes: { label: 'Logs', text: bytesText },
  xrayTraces: { label: 'Traces', text: countText },
}

/** The name of what was used; null: a resource of the tenant's own. */
export const driverLabel = (driver: string | null): string =>
  driver === null ? 'Own resources' : (DRIVERS[driver]?.label ?? driver)

/** How much of it, as people read it. */
export function usedText(driver: string | null, used: string | null): string {
  if (used === null) return '—'
  return ((driver !== null && DRIVERS[driver]?.text) || amountText)(Number(used))
}
