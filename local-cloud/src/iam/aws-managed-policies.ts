const onEverything = (actions: string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
})

/** AWS's own managed policies by what follows `arn:aws:iam::aws:policy/`: those that the CDK attaches. */
export const AWS_MANAGED_POLICIES: ReadonlyMap<string, object> = new Map([
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html
  [
    'service-role/AWSLambdaBasicExecutionRole',
    onEverything(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']),
  ],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonAPIGatewayPushToCloudWatchLogs.html
  [
    'service-role/AmazonAPIGatewayPushToCloudWatchLogs',
    onEverything([
      'logs:CreateLogGroup',
      'logs:CreateLogStream',
      'logs:DescribeLogGroups',
      'logs:DescribeLogStreams',
      'logs:PutLogEvents',
      'logs:GetLogEvents',
      'logs:FilterLogEvents',
    ]),
  ],
])
