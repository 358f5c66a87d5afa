import { bin } from '../root.ts'
import { run } from '../run.ts'

/** Format, lint, types and the rules of the architecture; all of them run, and any that fails fails the check. */
export async function check(_args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const codes = [
    await run(bin('biome'), ['check', '--error-on-warnings', '.'], env),
    await run(bin('tsc'), [], env),
    await run(bin('tsc'), ['--project', 'web'], env),
    await run(bin('vitest'), ['run', 'tests/architecture'], env),
  ]
  return Math.max(...codes)
}
