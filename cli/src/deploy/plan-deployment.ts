import type { Identity } from './inspect-sender.ts'

/** What a deployment finds. */
export interface Found {
  accountId: string
  region: string
  bootstrapped: boolean
  /** Null until the first deployment. */
  operatorEmail: string | null
  mailFrom: string | null
}

export interface Asked {
  operatorEmail?: string | undefined
  mailFrom?: string | undefined
}

export interface Plan {
  /** For `cdk deploy --parameters`; what is left out stays as it is deployed. */
  parameters: string[]
  /** What people have to know or do. */
  advice: string[]
}

/** A deployment that must not begin, with what to do instead. */
export class Refused extends Error {}

const ADDRESS = /^[^@\s]+@[^@\s]+$/

/** Works out a deployment. Asks only on the first one: a later answer would replace the first operator, or the sender. */
export async function planDeployment(
  found: Found,
  asked: Asked,
  {
    ask,
    identity,
    sandbox,
  }: {
    ask(question: string): Promise<string>
    identity(address: string): Promise<Identity>
    sandbox(): Promise<boolean>
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
  let operatorEmail = found.operatorEmail
  if (operatorEmail === null) {
    operatorEmail = address(asked.operatorEmail ?? (await ask("The first operator's e-mail: ")))
    parameters.push(`tenantry-control-plane:OperatorEmail=${operatorEmail}`)
  }
  const wanted =
    asked.mailFrom ?? found.mailFrom ?? (await ask(`Sender of mails to people of tenants [${operatorEmail}]: `))
  const mailFrom = address(wanted || operatorEmail)
  const state = await identity(mailFrom)
  if (mailFrom !== found.mailFrom) {
    parameters.push(`tenantry-app-plane:MailFrom=${mailFrom}`)
    parameters.push(`tenantry-app-plane:SenderExists=${state !== 'missing'}`)
  }
  return { parameters, advice: adviceOn(mailFrom, state, await sandbox()) }
}

function address(text: string): string {
  if (!ADDRESS.test(text)) throw new Refused(`"${text}" is not an e-mail address. Nothing was deployed.`)
  return text
}

function adviceOn(mailFrom: string, state: Identity, sandbox: boolean): string[] {
  const link =
    'Open the link in the mail of SES; until then nobody can sign up, and no invitation to tenants can be sent.'
  return [
    ...(state === 'missing' ? [`SES will ask ${mailFrom} to confirm the address. ${link}`] : []),
    ...(state === 'unverified' ? [`${mailFrom} is an SES identity that is not confirmed yet. ${link}`] : []),
    ...(sandbox
      ? [
          'SES is in its sandbox here: mails reach verified addresses alone. Ask for production access in the SES console.',
        ]
      : []),
  ]
}
