import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm'
import { signInPath } from '@tenantry/contracts/site.ts'
import { cached } from '@tenantry/toolkit/cache.ts'
import type { System } from '@tenantry/toolkit/system.ts'

/** Where people sign in to a tenant, for a mail; null while the sites are not deployed, which are so after the planes. */
export type SignInLink = (tenantName: string) => Promise<string | null>

const KEPT_MS = 5 * 60_000

/** The site's address is read when a mail is written: the web publishes it in this parameter. */
export function signInLink(client: SSMClient, parameter: string, { now }: Pick<System, 'now'>): SignInLink {
  const siteUrl = cached({
    load: (name) => read(client, name),
    freshUntil: (_, loadedAt) => loadedAt + KEPT_MS,
    now,
    maxEntries: 1,
  })
  return async (tenantName) => {
    const site = await siteUrl(parameter)
    return site === undefined ? null : new URL(signInPath(tenantName), site).href
  }
}

async function read(client: SSMClient, Name: string): Promise<string | undefined> {
  try {
    return (await client.send(new GetParameterCommand({ Name }))).Parameter?.Value
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined
    throw error
  }
}
