import * as z from 'zod'
import type { Fault } from './faults.ts'

/** One in how many faults is tried; `npm run soak` tries all. */
const SHARE = z.coerce.number().int().min(1).default(10).parse(process.env.TENANTRY_FAULT_SHARE)

/** Those that are tried: spread over all of them, and with them the first at each operation of each function, which others repeat. */
export function chosenFaults(faults: Fault[], share = SHARE): Fault[] {
  const known = new Set<string>()
  const isNew = (site: string): boolean => !known.has(site) && Boolean(known.add(site))
  return faults.filter(({ at: { fn, operation } }, nth) => isNew(`${fn} ${operation}`) || nth % share === 0)
}
