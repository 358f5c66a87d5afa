import { mailName } from '@tenantry/toolkit/mail-name.ts'
import type { Mail } from '@tenantry/toolkit/mails.ts'
import type { QuotaUse } from '../usage/quota-use.ts'

/** Percents of a quota at which a tenant's admins get a mail. */
export const THRESHOLDS = [100, 80] as const
export type Threshold = (typeof THRESHOLDS)[number]

export function quotaMail({ tenant, used, quota, resetsAt }: QuotaUse, threshold: Threshold, to: string): Mail {
  const name = mailName(tenant.name)
  const next = new Date(resetsAt).toISOString().slice(0, 10)
  const lines = [
    `${name} has used about ${inDigits(used)} of the ${inDigits(quota)} requests that it has this month.`,
    '',
    threshold === 100
      ? `Further requests are refused until ${next}, 00:00 UTC.`
      : `When all are used, further requests are refused until ${next}, 00:00 UTC.`,
    'If you need more, sign in and ask for a larger tier on the page Account.',
  ]
  const subject =
    threshold === 100
      ? `${name} has used all requests of this month`
      : `${name} has used ${threshold} % of this month’s requests`
  return { to, subject, text: `${lines.join('\n')}\n` }
}

const inDigits = (count: number): string => count.toLocaleString('en-US')
