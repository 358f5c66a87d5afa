import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { Outbox } from '../core/faces.ts'
import { invalidInput, sendEmail } from './operations/send-email.ts'
import { emailIdentityType } from './resources/email-identity.ts'
import { serveOutbox } from './serve-outbox.ts'
import { identityStore } from './stores/identity-store.ts'
import { outbox } from './stores/outbox.ts'

/** SES v2, as far as sending goes, and the outbox in which every mail of the local cloud lands. */
export function mailService({ context }: { context: CloudContext }) {
  const identities = identityStore(context.database)
  const mails = outbox(context)
  return {
    name: 'mail',
    outbox: mails,
    api: {
      name: 'ses',
      protocol: 'rest-json',
      invalidInput,
      operations: { SendEmail: sendEmail({ context, identities, outbox: mails }) },
    },
    resourceTypes: [emailIdentityType(identities)],
    answer: (request) => serveOutbox(mails, request),
  } satisfies CloudService & { outbox: Outbox }
}
