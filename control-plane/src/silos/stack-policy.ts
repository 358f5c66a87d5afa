/**
 * No update of a silo replaces or deletes what holds the tenant's data and people; a deletion of the whole stack is another matter, against
 * which it has termination protection.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
 */
export const STACK_POLICY = JSON.stringify({
  Statement: [
    { Effect: 'Allow', Principal: '*', Action: 'Update:*', Resource: '*' },
    {
      Effect: 'Deny',
      Principal: '*',
      Action: ['Update:Replace', 'Update:Delete'],
      Resource: '*',
      Condition: { StringEquals: { ResourceType: ['AWS::DynamoDB::GlobalTable', 'AWS::Cognito::UserPool'] } },
    },
  ],
})
