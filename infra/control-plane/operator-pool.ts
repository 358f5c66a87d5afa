import { OPERATOR_ROLES } from '@tenantry/contracts/roles.ts'
import { CfnDeletionPolicy, CfnParameter, Duration } from 'aws-cdk-lib'
import {
  CfnUserPool,
  CfnUserPoolUser,
  CfnUserPoolUserToGroupAttachment,
  type UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito'
import type { Construct } from 'constructs'
import { browserClient, userPool } from '../foundation/identity.ts'

/** The operators' own user pool, with a group for each role and the first system admin, who gets an invitation by mail. */
export function operatorPool(scope: Construct): { pool: UserPool; client: UserPoolClient } {
  const email = new CfnParameter(scope, 'OperatorEmail', {
    description: "E-mail of the first operator, who gets the system admin's invitation",
    allowedPattern: '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$|^[^@\\s]+@localhost$',
    constraintDescription: 'an e-mail address',
  }).valueAsString
  const mailFrom = new CfnParameter(scope, 'MailFrom', {
    description: 'Sender of mails to operators: a verified SES identity of this account and Region',
    maxLength: 320,
  }).valueAsString
  const pool = userPool(scope, 'Operators', {
    mailFrom,
    invitation: {
      emailSubject: 'You operate Tenantry',
      emailBody: 'You are an operator of Tenantry.\nUser name: {username}\nTemporary password: {####}\n',
    },
  })
  requireAuthenticatorApp(scope, pool)
  for (const role of OPERATOR_ROLES) pool.addGroup(role, { groupName: role })
  const first = new CfnUserPoolUser(scope, 'FirstOperator', {
    userPoolId: pool.userPoolId,
    username: email,
    userAttributes: [
      { name: 'email', value: email },
      { name: 'email_verified', value: 'true' },
    ],
    desiredDeliveryMediums: ['EMAIL'],
  })
  const admin = new CfnUserPoolUserToGroupAttachment(scope, 'FirstOperatorIsAdmin', {
    userPoolId: pool.userPoolId,
    username: email,
    groupName: 'SystemAdmin',
  })
  admin.addResourceDependency(first)
  admin.node.addDependency(pool)
  // A deployment that names somebody else must not remove who is there.
  for (const resource of [first, admin]) resource.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN
  return { pool, client: browserClient(pool, 'OperatorConsole', { authSessionValidity: SET_UP_TIME }) }
}

/** A first sign-in includes the set-up of an app, which may have to be installed. Cognito's longest. */
const SET_UP_TIME = Duration.minutes(15)

/** A code of an authenticator app beside the password: asked of everybody, or only of those who have set one up. */
function requireAuthenticatorApp(scope: Construct, pool: UserPool): void {
  const mfa = new CfnParameter(scope, 'OperatorMfa', {
    description: 'ON: each operator signs in with an authenticator app too. OPTIONAL is for laptops.',
    allowedValues: ['ON', 'OPTIONAL'],
    default: 'ON',
  }).valueAsString
  const resource = pool.node.defaultChild
  if (!(resource instanceof CfnUserPool)) throw new TypeError('The pool is not of this app')
  // The construct takes no parameter.
  resource.mfaConfiguration = mfa
  resource.enabledMfas = ['SOFTWARE_TOKEN_MFA']
}
