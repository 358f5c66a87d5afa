import * as z from 'zod'
import type { Target } from './target.ts'

const Config = z.object({ tenantId: z.string(), userPoolId: z.string(), clientId: z.string() })
export type TenantConfig = z.infer<typeof Config>

/** Where the people of the tenant of this name sign in; undefined when there is none that they could sign in to. */
export async function tenantNamed(
  { controlPlaneApi }: Pick<Target, 'controlPlaneApi'>,
  name: string,
): Promise<TenantConfig | undefined> {
  const answer = await fetch(new URL(`tenant-config?${new URLSearchParams({ name })}`, controlPlaneApi))
  if (answer.ok) return Config.parse(await answer.json())
  // A text that cannot be a name, an id for example that is too short for one, is 400.
  if (answer.status === 404 || answer.status === 400) return undefined
  throw new Error(`The control plane answers ${answer.status} to the search for the tenant "${name}".`)
}
