import { AwsError } from '../../core/aws-error.ts'
import type { Template } from '../template.ts'

// https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html (Capabilities)
const IAM_TYPES = new Map([
  ['AWS::IAM::ManagedPolicy', 'ManagedPolicyName'],
  ['AWS::IAM::Policy', undefined],
  ['AWS::IAM::Role', 'RoleName'],
])

/** Whoever creates rights or lets macros run says so. */
export function checkCapabilities(template: Template, given: string[]): void {
  const needed = neededCapability(template)?.name
  const enough = needed === undefined || given.includes('CAPABILITY_NAMED_IAM') || given.includes(needed)
  if (!enough) throw insufficient(needed)
  if (template.Transform !== undefined && !given.includes('CAPABILITY_AUTO_EXPAND'))
    throw insufficient('CAPABILITY_AUTO_EXPAND')
}

/** The capability that a template's IAM resources need, with the reason as AWS words it. */
export function neededCapability({ Resources }: Template): { name: string; reason: string } | undefined {
  const iam = Object.values(Resources).filter(({ Type }) => IAM_TYPES.has(Type))
  if (iam.length === 0) return undefined
  const named = iam.some(({ Type, Properties }) => Object.hasOwn(Properties, IAM_TYPES.get(Type) ?? ''))
  const types = [...new Set(iam.map(({ Type }) => Type))].sort()
  return {
    name: named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM',
    reason: `The following resource(s) require capabilities: [${types.join(', ')}]`,
  }
}

const insufficient = (capability: string): AwsError =>
  new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${capability}]`)
