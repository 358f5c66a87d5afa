import type { Identity } from './inspect-sender.ts'
import { type ApiDomain, planApiDomain } from './plan-api-domain.ts'
import { Refused } from './refused.ts'

/** What a deployment finds. */
export interface Found {
  accountId: string
  region: string
  bootstrapped: boolean
  /** Null until the first deployment. */
  operatorEmail: string | null
  /** Sender of mails to people of tenants. */
  mailFrom: string | null
  /** Sender of mails to operators; the same, unless an earlier version was deployed. */
  operatorMailFrom: string | null
  apiDomain: ApiDomain | null
  /** Where the operator console is; null until the web is deployed. */
  consoleUrl: string | null
}

export interface Asked {
  operatorEmail?: string | undefined
  mailFrom?: string | undefined
  /** ON, which it is at first, or OPTIONAL. */
  operatorMfa?: string | undefined
  /** The host of all tenants' APIs, with its certificate. */
  apiDomain?: string | undefined
  apiCertificate?: string | undefined
}

export interface Plan {
  /** For `cdk deploy --parameters`; what is left out stays as it is deployed. */
  parameters: string[]
  /** What people have to know or do. */
  advice: string[]
}

const ADDRESS = /^[^@\s]+@[^@\s]+$/

/**
 * Works out a deployment. Asks only on the first one: a later answer would replace the first operator, or the sender. The sender must be
 * verified before, and who gets the first invitation too while SES is in its sandbox: Cognito makes no pool, and no operator, otherwise.
 */
export async function planDeployment(
  found: Found,
  asked: Asked,
  {
    ask,
    identity,
    sandbox,
    loggingRole,
  }: {
    ask(question: string): Promise<string>
    identity(address: string): Promise<Identity>
    sandbox(): Promise<boolean>
    /** By which API Gateway writes logs in this account and Region. */
    loggingRole(): Promise<string | null>
  },
): Promise<Plan> {
  const { accountId, region } = found
  if (!found.bootstrapped) {
    throw new Refused(
      `The CDK is not bootstrapped in this account and Region. Run this once: npx cdk bootstrap aws://${accountId}/${region}`,
    )
  }
  if (
    found.operatorEmail !== null &&
    asked.operatorEmail !== undefined &&
    asked.operatorEmail !== found.operatorEmail
  ) {
    throw new Refused(`The first operator is ${found.operatorEmail} and stays so. Add other operators in the console.`)
  }
  const parameters: string[] = []
  if (asked.operatorMfa !== undefined) {
    if (!/^(ON|OPTIONAL)$/.test(asked.operatorMfa))
      throw new Refused('--operator-mfa is ON or OPTIONAL. Nothing was deployed.')
    parameters.push(`tenantry-control-plane:OperatorMfa=${asked.operatorMfa}`)
  }
  let operatorEmail = found.operatorEmail
  if (operatorEmail === null) {
    operatorEmail = address(asked.operatorEmail ?? (await ask("The first operator's e-mail: ")))
    // Alarms are mailed to them, until the deployment says otherwise.
    parameters.push(
      `tenantry-control-plane:OperatorEmail=${operatorEmail}`,
      `tenantry-base:OperationsMail=${operatorEmail}`,
    )
  }
  const wanted =
    asked.mailFrom ?? found.mailFrom ?? (await ask(`Sender of mails to people of tenants [${operatorEmail}]: `))
  const mailFrom = address(wanted || operatorEmail)
  requireVerified(mailFrom, await identity(mailFrom), 'the sender of mails')
  const isInSandbox = await sandbox()
  if (isInSandbox && found.operatorEmail === null && operatorEmail !== mailFrom) {
    requireVerified(operatorEmail, await identity(operatorEmail), 'the first operator, while SES is in its sandbox')
  }
  if (mailFrom !== found.mailFrom) {
    parameters.push(`tenantry-app-plane:MailFrom=${mailFrom}`, 'tenantry-app-plane:SenderExists=true')
  }
  if (mailFrom !== found.operatorMailFrom) parameters.push(`tenantry-control-plane:MailFrom=${mailFrom}`)
  const domain = planApiDomain(found, asked)
  parameters.push(...domain.parameters)
  // With a slash at the end, whatever the output has.
  if (found.consoleUrl) parameters.push(`tenantry-base:ConsoleUrl=${found.consoleUrl.replace(/\/*$/, '/')}`)
  const foreign = foreignRole(await loggingRole())
  parameters.push(`tenantry-base:LoggingRoleExists=${foreign !== null}`)
  return {
    parameters,
    advice: [...(isInSandbox ? [SANDBOX] : []), ...domain.advice, ...adviceOnLogging(foreign), ...adviceOnLinks(found)],
  }
}

const adviceOnLinks = ({ consoleUrl }: Found): string[] =>
  consoleUrl === null
    ? [
        'Mails of alarms name pages of the operator console by their paths. Once the web is deployed, the next deployment makes them links.',
      ]
    : []

const SANDBOX =
  'SES is in its sandbox here: mails reach verified addresses alone, and invitations to others are refused. Ask for production access in the SES console.'

function requireVerified(email: string, state: Identity, who: string): void {
  if (state === 'verified') return
  const make = `Run: aws sesv2 create-email-identity --email-identity ${email}`
  const what = state === 'missing' ? `${make}, and open` : 'Open'
  throw new Refused(
    `${email}, ${who}, is no verified SES identity yet. ${what} the link in the mail that SES sends there; then deploy again. Nothing was deployed.`,
  )
}

/** The account's logging role, where it is not of an earlier deployment of ours: it stays, for every API of the account uses it. */
const foreignRole = (role: string | null): string | null => (role?.includes(':role/tenantry-base-') ? null : role)

const adviceOnLogging = (foreign: string | null): string[] =>
  foreign === null
    ? []
    : [
        `API Gateway writes logs as ${foreign} in this account, which stays so. It must be allowed to write to CloudWatch Logs.`,
      ]

function address(text: string): string {
  if (!ADDRESS.test(text)) throw new Refused(`"${text}" is not an e-mail address. Nothing was deployed.`)
  return text
}
