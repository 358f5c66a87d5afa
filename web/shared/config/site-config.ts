import * as z from 'zod/mini'

/** A user pool as a browser signs in to it. */
export const Pool = z.object({ userPoolId: z.string(), clientId: z.string(), userPoolEndpoint: z.string() })
export type Pool = z.infer<typeof Pool>

export const PublicSiteConfig = z.object({ controlPlaneApi: z.string() })
export type PublicSiteConfig = z.infer<typeof PublicSiteConfig>

export const ConsoleConfig = z.extend(Pool, { controlPlaneApi: z.string() })
export type ConsoleConfig = z.infer<typeof ConsoleConfig>

/** What the stage that serves this page says of itself: one build serves every stage. */
export async function siteConfig<Schema extends z.ZodMiniType>(schema: Schema): Promise<z.output<Schema>> {
  const response = await fetch('/config.json')
  return z.parse(schema, await response.json())
}
