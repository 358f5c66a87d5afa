import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { type Asked, type Plan, planDeployment, Refused } from '../deploy/plan-deployment.ts'
import { bin, ROOT } from '../root.ts'
import { run } from '../run.ts'

const OPTIONS = {
  'operator-email': { type: 'string' },
  'mail-from': { type: 'string' },
  'operator-mfa': { type: 'string' },
} as const

/**
 * `cdk deploy --all` to the account and Region of the environment's AWS credentials. The first deployment asks for the first operator's e-mail
 * and the sender of mails; later ones keep them. `--mail-from` changes the sender, `--operator-mfa` whether operators need an authenticator app.
 */
export async function deploy(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  let plan: Plan
  try {
    plan = await inspectAndPlan({
      operatorEmail: values['operator-email'],
      mailFrom: values['mail-from'],
      operatorMfa: values['operator-mfa'],
    })
  } catch (error) {
    console.error(error instanceof Refused ? error.message : unreadable(error))
    return error instanceof Refused ? 2 : 1
  }
  for (const line of plan.advice) console.log(line)
  const parameters = plan.parameters.flatMap((it) => ['--parameters', it])
  return run(
    bin('cdk'),
    ['deploy', '--all', '--require-approval', 'never', ...parameters, ...positionals],
    { ...env, CDK_DISABLE_CLI_TELEMETRY: 'true' },
    join(ROOT, 'infra'),
  )
}

/** What AWS, or the way to it, answered instead: an error of the network may have a code and no message. */
function unreadable(error: unknown): string {
  const { name = '', message = String(error), code = '' } = error as { name?: string; message?: string; code?: string }
  const said = [name, message || code].filter(Boolean).join(': ')
  return `The AWS account cannot be looked at, so nothing was deployed. ${said}`
}

/** Credentials, Region and endpoints are those that the SDK finds in the environment, as the CDK does. */
async function inspectAndPlan(asked: Asked): Promise<Plan> {
  // Loaded here: the AWS clients would slow every other command down.
  const { APIGatewayClient } = await import('@aws-sdk/client-api-gateway')
  const { CloudFormationClient } = await import('@aws-sdk/client-cloudformation')
  const { SESv2Client } = await import('@aws-sdk/client-sesv2')
  const { SSMClient } = await import('@aws-sdk/client-ssm')
  const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts')
  const { deployedParameter, isBootstrapped } = await import('../deploy/inspect-account.ts')
  const { loggingRole } = await import('../deploy/inspect-logging.ts')
  const { identityOf, isInSandbox } = await import('../deploy/inspect-sender.ts')
  const sts = new STSClient({})
  const stacks = new CloudFormationClient({})
  const ses = new SESv2Client({})
  const found = {
    accountId: (await sts.send(new GetCallerIdentityCommand({}))).Account ?? '',
    region: await sts.config.region(),
    bootstrapped: await isBootstrapped(new SSMClient({})),
    operatorEmail: await deployedParameter(stacks, 'tenantry-control-plane', 'OperatorEmail'),
    mailFrom: await deployedParameter(stacks, 'tenantry-app-plane', 'MailFrom'),
    operatorMailFrom: await deployedParameter(stacks, 'tenantry-control-plane', 'MailFrom'),
  }
  return planDeployment(found, asked, {
    ask,
    identity: (address) => identityOf(ses, address),
    sandbox: () => isInSandbox(ses),
    loggingRole: () => loggingRole(new APIGatewayClient({})),
  })
}

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  // Without anybody who answers, as in a pipeline, the question itself would wait for ever.
  const unanswered = new Promise<never>((_, reject) => {
    terminal.once('close', () =>
      reject(new Refused('Nobody answers here: give --operator-email and --mail-from. Nothing was deployed.')),
    )
  })
  try {
    return (await Promise.race([terminal.question(question), unanswered])).trim()
  } finally {
    terminal.close()
  }
}
