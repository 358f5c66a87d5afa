import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { declareCommand } from '../command/declare-command.ts'
import { type Asked, type Plan, planDeployment } from '../deploy/plan-deployment.ts'
import { Refused } from '../deploy/refused.ts'
import { bin, ROOT } from '../root.ts'
import { run } from '../run.ts'

/** `cdk deploy --all`, after a look at the account. */
export const deploy = declareCommand({
  name: 'deploy',
  about:
    "cdk deploy --all to the account and Region of the environment's AWS credentials. The first deployment asks for the\nfirst operator's e-mail and the sender of mails; later ones keep them.",
  args: ['[for cdk…]'],
  options: {
    'operator-email': { value: 'ADDRESS', help: 'the first operator' },
    'mail-from': { value: 'ADDRESS', help: 'the sender of all mails' },
    'operator-mfa': { value: 'M', help: 'ON, or OPTIONAL: whether operators must have an authenticator app' },
    'api-domain': { value: 'HOST', help: "the host of all tenants' APIs, which tiers with silos need" },
    'api-certificate': { value: 'ARN', help: 'its certificate' },
  },
  run: ({ values, args }, env) => runDeployment(values, args, env),
})

interface Options {
  'operator-email': string | undefined
  'mail-from': string | undefined
  'operator-mfa': string | undefined
  'api-domain': string | undefined
  'api-certificate': string | undefined
}

async function runDeployment(values: Options, forCdk: string[], env: NodeJS.ProcessEnv): Promise<number> {
  let plan: Plan
  try {
    plan = await inspectAndPlan({
      operatorEmail: values['operator-email'],
      mailFrom: values['mail-from'],
      operatorMfa: values['operator-mfa'],
      apiDomain: values['api-domain'],
      apiCertificate: values['api-certificate'],
    })
  } catch (error) {
    console.error(error instanceof Refused ? error.message : unreadable(error))
    return error instanceof Refused ? 2 : 1
  }
  for (const line of plan.advice) console.log(line)
  const parameters = plan.parameters.flatMap((it) => ['--parameters', it])
  return run(
    bin('cdk'),
    ['deploy', '--all', '--require-approval', 'never', ...parameters, ...forCdk],
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
  const { deployedDomain, deployedOutput, deployedParameter, isBootstrapped } = await import(
    '../deploy/inspect-account.ts'
  )
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
    apiDomain: await deployedDomain(stacks),
    consoleUrl: await deployedOutput(stacks, 'tenantry-web', 'OperatorConsoleUrl'),
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
