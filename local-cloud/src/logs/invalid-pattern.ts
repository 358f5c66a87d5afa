import { AwsError } from '../core/aws-error.ts'

export const invalidPattern = () => new AwsError('InvalidParameterException', 'Invalid filter pattern')
