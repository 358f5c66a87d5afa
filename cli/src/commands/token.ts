import * as z from 'zod'
import { BadUsage, declareCommand } from '../command/declare-command.ts'
import { clientConfig, readTarget, type Target } from '../system/target.ts'
import { type TenantConfig, tenantNamed } from '../system/tenant-named.ts'

const Tokens = z.object({ AccessToken: z.string(), ExpiresIn: z.number() })
const Refusal = z.object({ message: z.string() })

/** An access token for a person of a tenant, as signing in would give it now. On AWS nobody gets in without the person's password. */
export const token = declareCommand({
  name: 'token',
  about:
    'Prints an access token of a person for curl, on the laptop alone. Their password and their sessions stay as they are.',
  options: {
    tenant: {
      value: 'T',
      help: "a tenant's name or id; naming it accepts an invitation that waits there, as signing in does",
    },
    user: { value: 'U', help: "the person's e-mail address" },
    deployed: { value: 'FILE', help: 'an endpoints file in place of that of the running system' },
  },
  more: 'curl -H "Authorization: Bearer $(npx tenantry token --tenant Acme --user ann@acme.example)" …/products',
  async run({ values: { tenant, user, deployed } }, env) {
    if (!tenant || !user) throw new BadUsage(`--${tenant ? 'user' : 'tenant'} is missing.`)
    const { AccessToken, ExpiresIn } = await tokens(readTarget(env, deployed), tenant, user)
    console.error(`Valid for ${Math.round(ExpiresIn / 60)} minutes.`)
    console.log(AccessToken)
  },
})

async function tokens(target: Target, tenant: string, user: string): Promise<z.infer<typeof Tokens>> {
  const { aws, region, credentials } = target
  if (aws === undefined || !credentials || !/^http:\/\/127\.0\.0\.1:\d+\/?$/.test(aws)) {
    throw new Error('Tokens without a password are for the laptop. On AWS, sign in as the person.')
  }
  const { tenantId, userPoolId, clientId } = (await tenantNamed(target, tenant)) ?? (await tenantWithId(target, tenant))
  // Loaded here, as the AWS clients are: they would slow every other command down.
  const { postSigned } = await import('../system/signed-fetch.ts')
  const wanted = { UserPoolId: userPoolId, ClientId: clientId, Username: user, ClientMetadata: { tenantId } }
  const answer = await postSigned(new URL('/.local/tokens', aws), wanted, { region, credentials })
  if (answer.ok) return Tokens.parse(await answer.json())
  throw new Error(`No token for ${user}: ${Refusal.parse(await answer.json()).message}`)
}

/** Also of a tenant that is not active: its people get tokens, and the API says why they go no further. */
async function tenantWithId(target: Target, id: string): Promise<TenantConfig> {
  if (!/^[a-z0-9]{12}$/.test(id)) throw new Error(`There is no tenant called "${id}".`)
  const { CloudFormationClient, DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation')
  const stacks = new CloudFormationClient(clientConfig(target))
  const { Stacks = [] } = await stacks.send(new DescribeStacksCommand({ StackName: 'tenantry-app-plane' }))
  const output = (name: string) => Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue ?? ''
  return { tenantId: id, userPoolId: output('UserPoolId'), clientId: output('ClientId') }
}
