import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import type { Ses } from '../../core/faces.ts'
import type { InputIssue } from '../../core/operation-input.ts'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { htmlToText } from '../html-to-text.ts'
import { addressOf } from '../ses.ts'

/** https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const MAX_RECIPIENTS = 50

const Part = z.strictObject({ Data: z.string() })
const Addresses = z.array(z.string()).optional()
const Input = z.strictObject({
  FromEmailAddress: z.string(),
  Destination: z.strictObject({ ToAddresses: Addresses, CcAddresses: Addresses, BccAddresses: Addresses }),
  Content: z.strictObject({
    Simple: z.strictObject({
      Subject: Part,
      Body: z.strictObject({ Text: Part.optional(), Html: Part.optional() }),
    }),
  }),
})

/** The outbox holds texts, not their bytes. */
const CHARSET =
  'AWS: "The character set for the content. Because of the constraints of the SMTP protocol, Amazon SES uses 7-bit ASCII by default."'

interface Needs {
  context: CloudContext
  ses: Ses
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html; each recipient's copy is one entry of the outbox. */
export function sendEmail({ context, ses }: Needs): Operation {
  return parsedOperation({
    input: Input,
    meaningless: {
      'Content.Simple.Subject.Charset': CHARSET,
      'Content.Simple.Body.Text.Charset': CHARSET,
      'Content.Simple.Body.Html.Charset': CHARSET,
    },
    http: { method: 'POST', path: '/v2/email/outbound-emails' },
    access(input) {
      const from = String(input.FromEmailAddress)
      const identity = `arn:aws:ses:${context.region}:${context.accountId}:identity/${ses.identityOf(from)}`
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html
      return [{ action: 'ses:SendEmail', resource: identity, context: { 'ses:FromAddress': addressOf(from) } }]
    },
    run({ FromEmailAddress, Destination, Content }) {
      const recipients = Object.values(Destination).flatMap((addresses) => addresses ?? [])
      if (recipients.length === 0 || recipients.length > MAX_RECIPIENTS) {
        throw badRequest(`Recipient count is ${recipients.length}; it must be 1 to ${MAX_RECIPIENTS}.`)
      }
      const { Subject, Body } = Content.Simple
      const text = Body.Text?.Data ?? (Body.Html && htmlToText(Body.Html.Data))
      if (text === undefined) throw badRequest('Body must contain Text or Html.')
      const mail = { from: FromEmailAddress, to: recipients, subject: Subject.Data, text }
      transaction(context.database, () => ses.send(mail))
      return { MessageId: context.ids.uuid() }
    },
  })
}

/** SES's words for an input that does not fit. */
export const invalidInput = ({ path, message }: InputIssue): AwsError =>
  badRequest(`Invalid value at '${path.join('.')}': ${message}`)

const badRequest = (message: string) => new AwsError('BadRequestException', message)
