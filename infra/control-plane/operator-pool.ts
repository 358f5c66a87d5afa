import { OPERATOR_ROLES } from '@tenantry/contracts/roles.ts'
import { CfnDeletionPolicy, CfnParameter } from 'aws-cdk-lib'
import {
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
  const pool = userPool(scope, 'Operators', {
    emailSubject: 'You operate Tenantry',
    emailBody: 'You are an operator of Tenantry.\nUser name: {username}\nTemporary password: {####}\n',
  })
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
  return { pool, client: browserClient(pool, 'OperatorConsole') }
}
