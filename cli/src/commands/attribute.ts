import { parseOptions, USAGE } from '../attribute/options.ts'

/** Attributes a bill to tenants by their usage: `tenantry attribute --bill <files…> --usage <files…>`. Needs no running system. */
export async function attribute(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const options = parseOptions(args, env.INIT_CWD ?? '.')
  if (typeof options === 'string') {
    console.error(`${options}\n\n${USAGE}`)
    return 2
  }
  if (options === null) {
    console.log(USAGE)
    return 0
  }
  // Loaded here: other commands do not need it.
  const { runAttribution } = await import('../attribute/run-attribution.ts')
  return runAttribution(options)
}
