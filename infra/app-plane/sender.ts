import { CfnCondition, CfnDeletionPolicy, CfnParameter, Fn } from 'aws-cdk-lib'
import { CfnEmailIdentity, EmailIdentity, type IEmailIdentity } from 'aws-cdk-lib/aws-ses'
import type { Construct } from 'constructs'

export interface Sender {
  sender: IEmailIdentity
  /** Known once the identity is there, where the stack makes it: a user pool needs it before. */
  address: string
}

/**
 * The SES identity that mails to people of tenants come from. On AWS it exists and is verified before the deployment, since a user pool whose
 * sender is not verified cannot be made; a cloud that verifies addresses at once lets the stack make it. Another sender takes over without the
 * old one being removed.
 */
export function sender(scope: Construct, mailFrom: string): Sender {
  const exists = new CfnParameter(scope, 'SenderExists', {
    description: 'Whether the account has the SES identity of MailFrom already; on AWS it must',
    allowedValues: ['true', 'false'],
    default: 'false',
  })
  const identity = new CfnEmailIdentity(scope, 'Sender', { emailIdentity: mailFrom })
  const makes = new CfnCondition(scope, 'MakesSender', {
    expression: Fn.conditionEquals(exists.valueAsString, 'false'),
  })
  identity.cfnOptions.condition = makes
  // It leaves the template, too, when the next sender is an identity that the account has already.
  for (const policy of ['updateReplacePolicy', 'deletionPolicy'] as const) {
    identity.cfnOptions[policy] = CfnDeletionPolicy.RETAIN
  }
  return {
    sender: EmailIdentity.fromEmailIdentityName(scope, 'SenderByName', mailFrom),
    address: Fn.conditionIf(makes.logicalId, identity.ref, mailFrom).toString(),
  }
}
