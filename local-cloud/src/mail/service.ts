import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { BillMeter, Outbox, Ses } from '../core/faces.ts'
import { NO_METER } from '../core/no-meter.ts'
import { invalidInput, sendEmail } from './operations/send-email.ts'
import { emailIdentityType } from './resources/email-identity.ts'
import { serveOutbox } from './serve-outbox.ts'
import { ses as sesOf } from './ses.ts'
import { identityStore } from './stores/identity-store.ts'
import { outbox } from './stores/outbox.ts'

/** SES v2, as far as sending goes, and the outbox in which every mail of the local cloud lands. */
export function mailService({
  context,
  isInSandbox = false,
  meter = NO_METER,
}: {
  context: CloudContext
  isInSandbox?: boolean | undefined
  meter?: BillMeter
}) {
  const identities = identityStore(context.database)
  const mails = outbox(context)
  const ses = sesOf({ context, identities, outbox: mails, isInSandbox, meter })
  return {
    name: 'mail',
    outbox: mails,
    ses,
    api: {
      name: 'ses',
      protocol: 'rest-json',
      invalidInput,
      operations: { SendEmail: sendEmail({ context, ses }) },
    },
    resourceTypes: [emailIdentityType(identities)],
    answer: (request) => serveOutbox(mails, request),
  } satisfies CloudService & { outbox: Outbox; ses: Ses }
}
