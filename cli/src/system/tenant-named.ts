import * as z from 'zod'
import { api, Refused } from './api.ts'
import type { Target } from './target.ts'

const Config = z.object({ tenantId: z.string(), userPoolId: z.string(), clientId: z.string() })
export type TenantConfig = z.infer<typeof Config>

/** Where the people of the tenant of this name sign in; undefined when there is none that they could sign in to. */
export async function tenantNamed(
  { controlPlaneApi }: Pick<Target, 'controlPlaneApi'>,
  name: string,
): Promise<TenantConfig | undefined> {
  try {
    return Config.parse(await api(controlPlaneApi)('GET', `/tenant-config?${new URLSearchParams({ name })}`))
  } catch (error) {
    // A text that cannot be a name, an id for example that is too short for one, is 400.
    if (error instanceof Refused && [400, 404].includes(error.status)) return undefined
    throw error
  }
}
