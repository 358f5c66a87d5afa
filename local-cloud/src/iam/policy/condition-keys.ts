import { Unsupported } from '../../core/aws-error.ts'

/**
 * The condition keys that requests to the local cloud carry where AWS documents them. A key enters only together with the code that supplies
 * it: `ForAllValues` holds for a key that is never supplied, so a policy with an unknown key must not be accepted.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const CONDITION_KEYS = [
  // Of the principal and the request (principal-context.ts).
  'aws:PrincipalArn',
  'aws:PrincipalAccount',
  'aws:PrincipalType',
  'aws:PrincipalIsAWSService',
  'aws:PrincipalServiceName',
  'aws:userid',
  'aws:username',
  'aws:CurrentTime',
  'aws:EpochTime',
  'aws:RequestedRegion',
  'aws:ResourceAccount',
  'aws:SecureTransport',
  'aws:ViaAWSService',
  'aws:MultiFactorAuthPresent',
  // Of a service that calls for a resource (resource-policy.ts).
  'aws:SourceArn',
  'aws:SourceAccount',
  // Of sts:AssumeRole and sts:TagSession (sts/).
  'aws:TagKeys',
  'sts:ExternalId',
  'sts:RoleSessionName',
  'sts:TransitiveTagKeys',
  // Of whoever deploys (the resource types' access) and of cloudformation/.
  'iam:PassedToService',
  'lambda:FunctionArn',
  'iam:PermissionsBoundary',
  'iam:PolicyARN',
  'cloudformation:ChangeSetName',
  'cloudformation:RoleArn',
  'cloudformation:TemplateUrl',
  // Of events:PutEvents (events/).
  'events:source',
  'events:detail-type',
  // Of s3:ListBucket, where a request says it (s3/).
  's3:prefix',
  // Of ses:SendEmail (mail/).
  'ses:FromAddress',
  // Of DynamoDB's item operations (dynamodb/).
  'dynamodb:LeadingKeys',
  'dynamodb:Attributes',
  'dynamodb:EnclosingOperation',
  'dynamodb:Select',
  'dynamodb:ReturnValues',
  'dynamodb:ReturnConsumedCapacity',
  // Of sessions and requests with tags.
  'aws:PrincipalTag/<key>',
  'aws:RequestTag/<key>',
  // Of API keys and usage plans (apigateway/).
  'aws:ResourceTag/<key>',
]

const SUPPLIED = new Set(CONDITION_KEYS.filter((key) => !key.includes('<')).map((key) => key.toLowerCase()))
const SUPPLIED_PREFIXES = CONDITION_KEYS.flatMap((key) => /^(.*)<key>$/.exec(key.toLowerCase())?.[1] ?? [])

/** Fails by name for a condition key that no request to the local cloud carries. Names of keys are not case-sensitive. */
export function requireKnownKey(key: string): void {
  const name = key.toLowerCase()
  if (SUPPLIED.has(name) || SUPPLIED_PREFIXES.some((prefix) => name.startsWith(prefix) && name !== prefix)) return
  throw new Unsupported(`the condition key ${key}`)
}
