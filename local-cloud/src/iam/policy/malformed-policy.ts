import { AwsError } from '../../core/aws-error.ts'

/** A policy document that IAM does not accept. https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html#API_PutRolePolicy_Errors */
export const malformedPolicy = (reason: string): AwsError => new AwsError('MalformedPolicyDocument', reason)
