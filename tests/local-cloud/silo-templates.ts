import { lambdaFunction } from './cloud.ts'

export const ACCOUNT = '000000000000'
export const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/silo-boundary`
export const SERVICE_ROLE = `arn:aws:iam::${ACCOUNT}:role/deployer`
export const URL_PREFIX = 'https://releases.s3.us-east-1.amazonaws.com/silo'
export const allow = (Action: string | string[], Resource: string | string[], Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
})
export const roleOf = (service: string, Statement: object[], more: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    },
    Policies: [{ PolicyName: 'policy', PolicyDocument: { Version: '2012-10-17', Statement } }],
    ...more,
  },
})
export const showCredentials = `exports.handler = async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
})`
const bounded = { StringEquals: { 'iam:PermissionsBoundary': BOUNDARY } }
const siloRoles = `arn:aws:iam::${ACCOUNT}:role/silo/*`

export const BASE = {
  Resources: {
    Boundary: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        ManagedPolicyName: 'silo-boundary',
        PolicyDocument: { Version: '2012-10-17', Statement: [allow('sqs:ListQueues', '*')] },
      },
    },
    Deployer: roleOf(
      'cloudformation.amazonaws.com',
      [
        allow(['iam:CreateRole', 'iam:PutRolePolicy', 'iam:DeleteRolePolicy'], siloRoles, bounded),
        allow(['iam:DeleteRole', 'iam:UpdateRole', 'iam:UpdateAssumeRolePolicy', 'iam:TagRole'], siloRoles),
        allow('iam:PassRole', siloRoles, { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }),
        allow('lambda:*', `arn:aws:lambda:us-east-1:${ACCOUNT}:function:silo-*`),
        allow('dynamodb:*', `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/silo-*`),
      ],
      { RoleName: 'deployer' },
    ),
    Role: roleOf('lambda.amazonaws.com', [
      allow('cloudformation:CreateStack', '*', {
        StringLike: { 'cloudformation:TemplateUrl': `${URL_PREFIX}/*` },
        StringEquals: { 'cloudformation:RoleArn': SERVICE_ROLE },
      }),
      allow(
        [
          'cloudformation:DescribeStacks',
          'cloudformation:DescribeStackEvents',
          'cloudformation:UpdateTerminationProtection',
        ],
        '*',
      ),
      allow(['cloudformation:SetStackPolicy', 'cloudformation:DeleteStack', 'cloudformation:UpdateStack'], '*'),
      allow('iam:PassRole', SERVICE_ROLE, { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } }),
      allow('s3:GetObject', 'arn:aws:s3:::releases/silo/*'),
    ]),
    Workflow: lambdaFunction('workflow', showCredentials),
  },
}

/** A silo: a table, and a function under a role with more rights than the boundary has. */
export const silo = (name: string, role: object = { PermissionsBoundary: BOUNDARY }, path = '/silo/') => ({
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: `silo-${name}`,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'p', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'p', KeyType: 'HASH' }],
      },
    },
    Role: roleOf('lambda.amazonaws.com', [allow('*', '*')], { RoleName: `${name}-role`, Path: path, ...role }),
    Function: { ...lambdaFunction(`silo-${name}`, showCredentials), DependsOn: 'Table' },
  },
})
