import * as z from 'zod'
import { calls } from '../../core/resource-access.ts'
import { resourceType } from '../../core/resource-type.ts'
import type { IdentityStore } from '../stores/identity-store.ts'

const Properties = z.strictObject({ EmailIdentity: z.string().min(1) })

/**
 * A sender, verified at once: there is no mailbox or DNS zone on a laptop in which to answer SES.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ses-emailidentity.html
 */
export function emailIdentityType(identities: IdentityStore) {
  return resourceType<z.infer<typeof Properties>>({
    type: 'AWS::SES::EmailIdentity',
    attributes: [],
    properties: Properties,
    createOnly: ['EmailIdentity'],
    named: { by: ({ EmailIdentity }) => EmailIdentity, exists: (identity) => identities.has(identity) },
    meaningless: {
      DkimAttributes: 'no mail leaves the laptop, so none is signed',
      DkimSigningAttributes: 'no mail leaves the laptop, so none is signed',
      FeedbackAttributes: 'no mail bounces',
      MailFromAttributes: 'no mail leaves the laptop',
      Tags: 'nothing reads them',
    },
    access: calls(
      { create: ['ses:CreateEmailIdentity'], update: [], delete: ['ses:DeleteEmailIdentity'] },
      ({ properties, arn }) => arn('ses', `identity/${properties.EmailIdentity}`),
    ),
    create({ EmailIdentity }) {
      identities.put(EmailIdentity)
      return { physicalId: EmailIdentity, attributes: {} }
    },
    update: (_properties, current) => current,
    delete: ({ physicalId }) => identities.delete(physicalId),
  })
}
