import { AwsError } from '../../core/aws-error.ts'
import type { Template } from '../template.ts'

// https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html (Capabilities)
const IAM_TYPES = new Map([
  ['AWS::IAM::ManagedPolicy', 'ManagedPolicyName'],
  ['AWS::IAM::Policy', undefined],
  ['AWS::IAM::Role', 'RoleName'],
])

/** Whoever creates rights or lets macros run says so. */
export function checkCapabilities({ Resources, Transform }: Template, given: string[]): void {
  const iam = Object.values(Resources).filter(({ Type }) => IAM_TYPES.has(Type))
  const named = iam.some(({ Type, Properties }) => Object.hasOwn(Properties, IAM_TYPES.get(Type) ?? ''))
  if (named && !given.includes('CAPABILITY_NAMED_IAM')) throw insufficient('CAPABILITY_NAMED_IAM')
  if (iam.length > 0 && !given.includes('CAPABILITY_NAMED_IAM') && !given.includes('CAPABILITY_IAM'))
    throw insufficient('CAPABILITY_IAM')
  if (Transform !== undefined && !given.includes('CAPABILITY_AUTO_EXPAND')) throw insufficient('CAPABILITY_AUTO_EXPAND')
}

const insufficient = (capability: string): AwsError =>
  new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${capability}]`)
