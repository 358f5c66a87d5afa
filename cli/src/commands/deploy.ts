import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { bin, ROOT } from '../root.ts'
import { run } from '../run.ts'

/** `cdk deploy --all` to the account and Region of the environment's AWS credentials. Asks for the first operator's e-mail, and nothing else. */
export async function deploy(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { 'operator-email': { type: 'string' } },
    allowPositionals: true,
  })
  const email = values['operator-email'] ?? (await ask("The first operator's e-mail: "))
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) {
    console.error(`"${email}" is not an e-mail address. Nothing was deployed.`)
    return 2
  }
  const parameters = [`tenantry-control-plane:OperatorEmail=${email}`, `tenantry-app-plane:MailFrom=${email}`]
  return run(
    bin('cdk'),
    [
      'deploy',
      '--all',
      '--require-approval',
      'never',
      ...parameters.flatMap((it) => ['--parameters', it]),
      ...positionals,
    ],
    { ...env, CDK_DISABLE_CLI_TELEMETRY: 'true' },
    join(ROOT, 'infra'),
  )
}

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return (await terminal.question(question)).trim()
  } finally {
    terminal.close()
  }
}
