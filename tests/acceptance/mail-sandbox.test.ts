import { assembly } from '@tenantry/cli/system/assembly.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from './client.ts'
import { sentMails } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { freshSystem } from './system.ts'

// SES in its sandbox, as in a new account: mails reach verified identities alone, here the sender's.
let system: Awaited<ReturnType<typeof freshSystem>>
let admin: Client
beforeAll(async () => {
  system = await freshSystem(undefined, { mailSandbox: true })
  admin = operatorClient(system)
})
afterAll(() => system.close())

test('an operator whom no invitation can reach is refused with a reason, and is none afterwards', async () => {
  const sam = { email: 'sam@operators.example', role: 'SystemAdmin' }
  // The second time is no conflict with the first.
  for (let time = 0; time < 2; time++) {
    expect(await admin.post('/operators', sam)).toMatchObject({
      status: 422,
      body: { code: 'MAIL_REJECTED', message: expect.stringContaining(sam.email) },
    })
  }
  const { body } = await admin.get('/operators')
  expect(body.items.map(({ email }: { email: string }) => email)).toEqual([system.endpoints.operator.username])
  expect((await sentMails(system.endpoints)).map(({ to }) => to)).not.toContain(sam.email)
})

test('a sender that the account has is kept, and one that is not verified fails the deployment', async () => {
  const { directory } = await assembly(undefined, process.env)
  const { username } = system.endpoints.operator
  const deploy = (MailFrom: string) =>
    system.cloud.deployAssembly(directory, {
      'tenantry-control-plane': { OperatorEmail: username, MailFrom, OperatorMfa: 'OPTIONAL' },
      'tenantry-app-plane': { MailFrom: username, SenderExists: 'true' },
    })
  await deploy(username)
  await expect(deploy('nobody@where.example')).rejects.toThrow('Email address is not verified')
})
