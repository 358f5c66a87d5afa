/**
 * The session policy of a tenant, as JSON text of constant size. A call must be allowed by it and by the access role's own policy, which
 * says what a role or a worker may do; this one says for whom: keys are a tenant's that begin with its id, or end with it as those of the audit. It allows everything that is not denied, because an intersection with a
 * policy that only denies grants nothing. A request without leading keys passes it: the access role allows none.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
 */
export const sessionPolicy = (tenantId: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' },
      {
        Effect: 'Deny',
        Action: 'dynamodb:*',
        Resource: '*',
        Condition: {
          'ForAnyValue:StringNotLike': { 'dynamodb:LeadingKeys': [tenantId, `${tenantId}-*`, `*#${tenantId}`] },
        },
      },
    ],
  })

/**
 * The same for files: those of a tenant have keys that begin with its id, whatever the bucket. Lists say which beginning they are of.
 */
export const filesPolicy = (tenantId: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'],
        Resource: `arn:*:s3:::*/${tenantId}/*`,
      },
      {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: '*',
        Condition: { StringLike: { 's3:prefix': `${tenantId}/*` } },
      },
    ],
  })
