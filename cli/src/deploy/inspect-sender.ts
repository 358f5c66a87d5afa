import { GetAccountCommand, GetEmailIdentityCommand, NotFoundException, type SESv2Client } from '@aws-sdk/client-sesv2'

export type Identity = 'missing' | 'unverified' | 'verified'

export async function identityOf(client: SESv2Client, address: string): Promise<Identity> {
  try {
    const { VerifiedForSendingStatus } = await client.send(new GetEmailIdentityCommand({ EmailIdentity: address }))
    return VerifiedForSendingStatus ? 'verified' : 'unverified'
  } catch (error) {
    if (error instanceof NotFoundException) return 'missing'
    throw error
  }
}

/** In the sandbox SES sends to verified addresses alone. https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html */
export async function isInSandbox(client: SESv2Client): Promise<boolean> {
  return !(await client.send(new GetAccountCommand({}))).ProductionAccessEnabled
}
