import type { CloudContext } from '../core/cloud-context.ts'
import type { Outbox } from '../core/faces.ts'
import type { ResourceType } from '../core/resource-type.ts'
import type { Service } from '../core/service.ts'
import { sendEmail } from './operations/send-email.ts'
import { emailIdentityType } from './resources/email-identity.ts'
import { identityStore } from './stores/identity-store.ts'
import { outbox } from './stores/outbox.ts'

/** SES v2, as far as sending goes, and the outbox in which every mail of the local cloud lands. */
export function mailService(context: CloudContext): {
  outbox: Outbox
  service: Service
  resourceTypes: ResourceType[]
} {
  const identities = identityStore(context.database)
  const mails = outbox(context)
  return {
    outbox: mails,
    service: {
      name: 'ses',
      protocol: 'rest-json',
      operations: { SendEmail: sendEmail({ context, identities, outbox: mails }) },
    },
    resourceTypes: [emailIdentityType(identities)],
  }
}
