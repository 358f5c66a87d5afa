import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { IEmailIdentity } from 'aws-cdk-lib/aws-ses'

/**
 * Lets a function send mails from this address, and from no other of its identity. The CDK's own grant adds raw mails, whose headers name any sender.
 * https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html
 */
export const maySendMail = (fn: IFunction, { emailIdentityArn, emailIdentityName }: IEmailIdentity): void =>
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['ses:SendEmail'],
      resources: [emailIdentityArn],
      conditions: { StringEquals: { 'ses:FromAddress': emailIdentityName } },
    }),
  )
