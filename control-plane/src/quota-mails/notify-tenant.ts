import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { Logger } from '@tenantry/toolkit/logger.ts'
import { mailProblem } from '@tenantry/toolkit/mail-problem.ts'
import type { SendMail } from '@tenantry/toolkit/mails.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import type { TenantPeople } from '../tenants/tenant-people.ts'
import { type QuotaServices, type QuotaUse, quotaUse } from '../usage/quota-use.ts'
import { quotaMail, THRESHOLDS, type Threshold } from './quota-mail.ts'

export interface TenantServices extends QuotaServices {
  usage: Pick<Table, 'get' | 'put' | 'query'>
  people: Pick<TenantPeople, 'list'>
  sendMail: SendMail
  logger: Pick<Logger, 'warn'>
}

const Sent = z.optional(z.object({ threshold: z.int() }))
const PEOPLE_AT_ONCE = 100
/** Longer than the month that it is about. */
const KEPT_SECONDS = 62 * 24 * 3_600

/**
 * Tells the admins of a tenant that their quota comes to its end: once for a month and threshold, and of the higher one alone where both are passed at
 * once. A run that dies between mail and note may tell twice, for a mail that got lost would be worse.
 */
export async function notifyTenant(services: TenantServices, tenantId: string): Promise<void> {
  const use = await quotaUse(services, tenantId)
  const threshold = use && THRESHOLDS.find((percent) => use.used * 100 >= percent * use.quota)
  if (!use || !threshold || !isServed(use)) return
  const key = { pk: `quota-mails#${new Date(use.month).toISOString().slice(0, 7)}`, sk: tenantId }
  const sent = z.parse(Sent, await services.usage.get(key))
  if (sent && sent.threshold >= threshold) return
  await mailAdmins(services, use, threshold)
  await services.usage.put({ ...key, threshold, expiresAt: use.month / 1_000 + KEPT_SECONDS })
}

const isServed = ({ tenant }: QuotaUse): boolean => tenant.status === 'active' || tenant.status === 'offboarding'

/** Who cannot be reached keeps the mail from nobody else. Throws when nobody was, unless the mail service refuses all of them for good. */
async function mailAdmins(services: TenantServices, use: QuotaUse, threshold: Threshold): Promise<void> {
  const { tenantId } = use.tenant
  const admins = await adminsOf(services, tenantId)
  const failures: Error[] = []
  let sent = 0
  for (const to of admins) {
    try {
      await services.sendMail(quotaMail(use, threshold, to))
      sent++
    } catch (error) {
      services.logger.warn('a mail about a quota was not sent', { tenantId, threshold, error: error as Error })
      if (!isRefused(error as Error, to)) failures.push(error as Error)
    }
  }
  if (failures[0] && sent === 0) throw failures[0]
}

const isRefused = (error: Error, to: string): boolean => {
  const problem = mailProblem(error, to)
  return problem instanceof ApiError && problem.code === 'MAIL_REJECTED'
}

async function adminsOf({ people }: TenantServices, tenantId: string): Promise<string[]> {
  const addresses: string[] = []
  for (let after: string | null = null; ; ) {
    const page = await people.list(tenantId, { limit: PEOPLE_AT_ONCE, after })
    const admins = page.filter(({ role, state }) => role === 'TenantAdmin' && state === 'active')
    addresses.push(...admins.map(({ email }) => email))
    if (page.length < PEOPLE_AT_ONCE) return addresses
    after = page.at(-1)?.userId ?? null
  }
}
