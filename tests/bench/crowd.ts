import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { register } from '../acceptance/onboarding.ts'
import { acceptInvitation } from '../attacks/world/member.ts'

/** A tenant's admin, signed in. */
export interface Caller {
  apiUrl: string
  token: string
}

/** Sign-ups under way at once: more would only start more environments of each function. */
const AT_ONCE = 4

/** So many tenants, each from its sign-up to an admin who is signed in. */
export async function crowd(endpoints: Endpoints, size: number): Promise<Caller[]> {
  const numbers = Array.from({ length: size }, (_, number) => number).values()
  const callers: Caller[] = []
  const loop = async () => {
    for (const number of numbers) {
      const email = `ada@crowd-${number}.example`
      const config = await register(endpoints, `Crowd ${number}`, email)
      const { token } = await acceptInvitation(endpoints, config, email)
      callers.push({ apiUrl: config.apiUrl, token })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, loop))
  return callers
}
