import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { sentMails } from '../../acceptance/onboarding.ts'
import { account } from '../account.ts'
import { ledger } from '../ledger.ts'
import { noted, type Writer } from '../writer.ts'

const TO = 'reader@soak.example'

/** Mails of SES, known by their subject. */
export function mails(endpoints: Endpoints): Writer {
  const ses = new SESv2Client(account(endpoints))
  const stored = ledger<true>('mail')
  let mail = 0
  return {
    name: 'mails',
    count: stored.count,
    async prepare() {},
    write() {
      mail += 1
      const key = `Mail ${mail}`
      const send = () =>
        ses.send(
          new SendEmailCommand({
            FromEmailAddress: endpoints.operator.username,
            Destination: { ToAddresses: [TO] },
            Content: { Simple: { Subject: { Data: key }, Body: { Text: { Data: 'It is there.' } } } },
          }),
        )
      return noted(stored, { key, value: true, send })
    },
    async check() {
      const all = await sentMails(endpoints)
      return stored.compare(new Map(all.filter(({ to }) => to === TO).map(({ subject }) => [subject, true])))
    },
  }
}
