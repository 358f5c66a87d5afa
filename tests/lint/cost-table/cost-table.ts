import { PRICE_LIST } from '@tenantry/local-cloud/billing/price-list.ts'
import { BUSY, busyCost } from './busy-cost.ts'
import { counted, tableOf } from './cost-line.ts'
import { IDLE_RUN, idleCost } from './idle-cost.ts'

/** What a deployment costs a month at list price: idle, from its templates, and what a thousand tenants add. */
export function costTable(assembly: string): string[] {
  const { date, region } = PRICE_LIST
  const busy = busyCost()
  const perTenant = busy.reduce((sum, { dollars }) => sum + dollars, 0) / BUSY.tenants
  return [
    `At AWS's list prices of ${date} in ${region}, without free tiers ([prices.json](../../local-cloud/src/billing/prices.json)).`,
    '',
    '### Idle',
    '',
    `Every other resource of the templates costs nothing while nobody uses it. A scheduled run that finds nothing to do is taken as ${IDLE_RUN.ms} ms.`,
    '',
    ...tableOf(idleCost(assembly)),
    '',
    `### What ${counted(BUSY.tenants)} tenants add`,
    '',
    `Assumed: ${counted(BUSY.requestsOfATenant)} requests of a tenant a month, ${BUSY.writtenShare * 100} % of them writes, of which each is an event; ${BUSY.peopleOfATenant} people of each sign in.`,
    'Without data transfer, support and tax.',
    '',
    ...tableOf(busy),
    '',
    `That is $${perTenant.toFixed(2)} a tenant.`,
  ]
}
