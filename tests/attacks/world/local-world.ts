import { AdminCreateUserCommand, AdminSetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider'
import { PASSWORD } from '../../acceptance/onboarding.ts'
import type { Account, Credentials } from './accounts.ts'
import type { LocalSystem } from './local-system.ts'
import { type Member, signIn } from './member.ts'
import { poolKeys, type Reissue } from './pool-keys.ts'

/** What only a system on this machine can give an attacker: the pools' own keys, a pool of their own, and code inside a service. */
export interface LocalWorld {
  system: LocalSystem
  /** A person of a stranger's pool, whose tokens name the tenant. */
  stranger: Member
  functions: string[]
  /** URL of a queue that hears all events. */
  tapUrl: string
  /** Credentials of a function's own role; `name` is its construct's. */
  roleOf(name: string): Promise<Credentials>
  reissue: Reissue
}

/** Milliseconds for which credentials that a probe has shown are good: an environment's live for hours. */
const KNOWN_MS = 600_000

export async function localWorld(system: LocalSystem, account: Account, tenantId: string): Promise<LocalWorld> {
  await liftUsagePlans(system)
  const known = new Map<string, { credentials: Promise<Credentials>; at: number }>()
  return {
    system,
    functions: system.functions,
    tapUrl: system.cloud.output('tenantry-app-plane', 'AttackTapUrl'),
    stranger: await strangerOf(system, account, tenantId),
    reissue: poolKeys(system.dataDir),
    roleOf(name) {
      const found = known.get(name)
      if (found && Date.now() - found.at < KNOWN_MS) return found.credentials
      const credentials = account.invoke(`AttackProbe${name}`, {})
      known.set(name, { credentials, at: Date.now() })
      return credentials
    },
  }
}

async function strangerOf(system: LocalSystem, { cognito }: Account, tenantId: string): Promise<Member> {
  const userPoolId = system.cloud.output('tenantry-app-plane', 'AttackStrangerPoolId')
  const clientId = system.cloud.output('tenantry-app-plane', 'AttackStrangerClientId')
  const email = 'mallory@stranger.example'
  const user = { UserPoolId: userPoolId, Username: email }
  await cognito.send(
    new AdminCreateUserCommand({
      ...user,
      MessageAction: 'SUPPRESS',
      UserAttributes: [{ Name: 'email', Value: email }],
    }),
  )
  await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: PASSWORD, Permanent: true }))
  return signIn(system.endpoints, { userPoolId, clientId }, { email, password: PASSWORD, clientMetadata: { tenantId } })
}

/** The suite sends more in a minute than any tier allows. */
export async function liftUsagePlans({ cloud }: LocalSystem): Promise<void> {
  const { item } = await cloud.call('apigateway', 'GetUsagePlans', {})
  for (const { id } of item) {
    const patchOperations = [
      { op: 'replace', path: '/throttle/rateLimit', value: '10000' },
      { op: 'replace', path: '/throttle/burstLimit', value: '5000' },
    ]
    await cloud.call('apigateway', 'UpdateUsagePlan', { usagePlanId: id, patchOperations })
  }
}
