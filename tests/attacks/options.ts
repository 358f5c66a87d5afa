import * as z from 'zod'

/** How a run of the suite is asked for; `npm run attacks` sets these variables from its arguments. */
const Options = z.object({
  /** Endpoints file of a deployed stack; a fresh local system when absent. */
  TENANTRY_DEPLOYED_ENDPOINTS: z.optional(z.string()),
  /** What all generated ids and bodies derive from. */
  TENANTRY_ATTACK_SEED: z.coerce.number().int().default(20261124),
  /** Generated cases for each route and role that takes an id or a body. */
  TENANTRY_ATTACK_COUNT: z.coerce.number().int().min(1).default(12),
  /** One in how many attempts is made; 1 makes all. Those that `TENANTRY_ATTACK_ONLY` names are all made. */
  TENANTRY_ATTACK_SHARE: z.coerce.number().int().min(1).default(10),
  /** Runs only the attempts whose name contains this. */
  TENANTRY_ATTACK_ONLY: z.string().default(''),
})

export const options = Options.parse(process.env)

/** The command that runs one attempt again. */
export const repeat = (attempt: string): string => {
  const { TENANTRY_ATTACK_SEED: seed, TENANTRY_ATTACK_COUNT: count } = options
  return `npm run attacks -- --seed ${seed} --count ${count} --only '${attempt.replaceAll("'", String.raw`'\''`)}'`
}
