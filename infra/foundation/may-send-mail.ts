import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { IEmailIdentity } from 'aws-cdk-lib/aws-ses'

/** Lets a function send mails from this address. The CDK's own grant adds raw mails, whose headers name any sender. */
export const maySendMail = (fn: IFunction, { emailIdentityArn }: IEmailIdentity): void =>
  fn.addToRolePolicy(new PolicyStatement({ actions: ['ses:SendEmail'], resources: [emailIdentityArn] }))
