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
