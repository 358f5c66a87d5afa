import { METERED_ABOVE_BILLED } from '@tenantry/contracts/metrics.ts'
import type { CountMetric, WriteCostMetrics } from '@tenantry/toolkit/metrics.ts'
import { sumOfCauses } from '../cost-records/cost-rows.ts'
import { sumTotals } from '../cost-records/sum-totals.ts'
import type { UnitServices } from './unit-services.ts'

const PICODOLLARS = 1e12

/** Puts into CloudWatch what was billed of each service and what of it is nobody's, and how many drivers were metered more than they were billed. */
export const measureWith =
  ({ write, count }: { write: WriteCostMetrics; count: CountMetric }): UnitServices['measure'] =>
  ({ days, aboveBilled }, { isSettled }) => {
    for (const rows of Map.groupBy(sumTotals(days), ({ service }) => service).values()) {
      const sum = (amounts: bigint[]) => Number(amounts.reduce((total, one) => total + one, 0n)) / PICODOLLARS
      write({
        service: rows[0]?.service ?? '',
        billed: sum(rows.map(({ total }) => total)),
        unallocated: sum(rows.map(({ unallocated }) => sumOfCauses(unallocated))),
      })
    }
    count(METERED_ABOVE_BILLED, isSettled ? aboveBilled.length : 0)
  }
