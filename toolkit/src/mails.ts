import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'

export interface Mail {
  to: string
  subject: string
  text: string
}

export type SendMail = (mail: Mail) => Promise<void>

/** Under the function's own role. */
export const mailClient = (): SESv2Client => new SESv2Client({})

export const sesMails =
  (client: SESv2Client, from: string): SendMail =>
  async ({ to, subject, text }) => {
    await client.send(
      new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: [to] },
        Content: {
          Simple: { Subject: { Data: subject, Charset: 'UTF-8' }, Body: { Text: { Data: text, Charset: 'UTF-8' } } },
        },
      }),
    )
  }
