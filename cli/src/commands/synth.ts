import { join } from 'node:path'
import { bin, ROOT } from '../root.ts'
import { run } from '../run.ts'

/** Writes the cloud assembly to `cdk.out/`. The CDK's own validator reads every template, and what it finds fails the synth. */
export function synth(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  return run(
    bin('cdk'),
    ['synth', '--quiet', ...args],
    { ...env, CDK_DISABLE_CLI_TELEMETRY: 'true' },
    join(ROOT, 'infra'),
  )
}
