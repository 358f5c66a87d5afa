import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SESv2Client } from '@aws-sdk/client-sesv2'
import { expect, onTestFinished, test } from 'vitest'
import { identityOf, isInSandbox } from './inspect-sender.ts'

/** SES as its API reference describes it, for one path: the local cloud does not serve these calls. */
async function sesThat(method: string, path: string, status: number, body: object, headers = {}): Promise<SESv2Client> {
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const asked = request.method === method && request.url === path
    response.writeHead(asked ? status : 400, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(asked ? body : { message: `unexpected ${request.method} ${request.url}` }))
  }
  const server = createServer(answer)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // a TCP server's address is no pipe
  return new SESv2Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'A', secretAccessKey: 's' },
    maxAttempts: 1,
  })
}

// https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentity.html
const IDENTITY = '/v2/email/identities/mail%40acme.example'
const identity = async (status: number, body: object, headers = {}) =>
  identityOf(await sesThat('GET', IDENTITY, status, body, headers), 'mail@acme.example')
const type = (code: string) => ({ 'x-amzn-errortype': `${code}:http://internal.amazon.com/coral/` })

test('an identity is verified, waits for its owner, or is not there', async () => {
  expect(await identity(200, { IdentityType: 'EMAIL_ADDRESS', VerifiedForSendingStatus: true })).toBe('verified')
  expect(await identity(200, { IdentityType: 'EMAIL_ADDRESS', VerifiedForSendingStatus: false })).toBe('unverified')
  expect(
    await identity(404, { message: 'Email identity mail@acme.example does not exist.' }, type('NotFoundException')),
  ).toBe('missing')
})

test('whoever may not look at the identity learns so: it does not count as missing', async () => {
  const body = { message: 'User is not authorized to perform: ses:GetEmailIdentity' }
  await expect(identity(403, body, type('AccessDeniedException'))).rejects.toThrow('ses:GetEmailIdentity')
})

// https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html
test.each([
  [false, true],
  [true, false],
])('with ProductionAccessEnabled %s, SES is in the sandbox: %s', async (ProductionAccessEnabled, expected) => {
  expect(await isInSandbox(await sesThat('GET', '/v2/email/account', 200, { ProductionAccessEnabled }))).toBe(expected)
})
