import { AwsError } from '../core/aws-error.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import type { BillMeter, Outbox, Ses } from '../core/faces.ts'
import type { IdentityStore } from './stores/identity-store.ts'

interface Needs {
  context: CloudContext
  identities: IdentityStore
  outbox: Outbox
  /** "You can only send mail to verified email addresses and domains." https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html */
  isInSandbox: boolean
  meter: BillMeter
}

/** SES as it sends for whoever asks it: each recipient's copy is one entry of the outbox. */
export function ses({ context, identities, outbox, isInSandbox, meter }: Needs): Ses {
  const identityOf = (mailbox: string): string => {
    const address = addressOf(mailbox)
    const domain = address.slice(address.lastIndexOf('@') + 1)
    return !identities.has(address) && identities.has(domain) ? domain : address
  }
  const isVerified = (mailbox: string) => identities.has(identityOf(mailbox))
  return {
    identityOf,
    isVerified,
    send({ from, to, subject, text }) {
      const unverified = [from, ...(isInSandbox ? to : [])].filter((mailbox) => !isVerified(mailbox))
      if (unverified.length > 0) throw notVerified(context, unverified)
      for (const mailbox of to) outbox.send({ to: addressOf(mailbox), subject, text })
      const { region, accountId } = context
      const resource = `arn:aws:ses:${region}:${accountId}:identity/${identityOf(from)}`
      meter.add({ item: 'mails', resource, amount: to.length })
    },
  }
}

/** SES's words for identities that are not verified. */
export function notVerified({ region }: Pick<CloudContext, 'region'>, identities: string[]): AwsError {
  const check = `The following identities failed the check in region ${region.toUpperCase()}: ${identities.join(', ')}`
  return new AwsError('MessageRejected', `Email address is not verified. ${check}`)
}

/** `Acme <mail@acme.example>` → `mail@acme.example` */
export function addressOf(mailbox: string): string {
  const address = (/<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim()
  if (!/^[^\s@]+@[^\s@]+$/.test(address)) throw new AwsError('BadRequestException', "Missing final '@domain'")
  return address
}
