import type { AwsError } from '../../core/aws-error.ts'
import { templateError } from '../intrinsics/intrinsic.ts'
import type { Template } from '../template.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
const PSEUDO_PARAMETERS = new Set([
  'AWS::AccountId',
  'AWS::NoValue',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
])

/** Whether a name stands for something that is known without any resource. */
export const isParameter = ({ Parameters }: Template, name: string): boolean =>
  Object.hasOwn(Parameters, name) || PSEUDO_PARAMETERS.has(name)

/** What Fn::FindInMap names must be there, as far as its keys are written out. */
export function requireMapping({ Mappings }: Template, [map, top, second, otherwise]: unknown[]): void {
  if (typeof map !== 'string') return
  if (!Object.hasOwn(Mappings, map))
    throw templateError(`Template error: Mapping named '${map}' is not present in the 'Mappings' section of template.`)
  if (typeof top !== 'string' || typeof second !== 'string' || otherwise !== undefined) return
  if (Mappings[map]?.[top]?.[second] === undefined)
    throw templateError(`Template error: Unable to get mapping for ${map}::${top}::${second}`)
}

export type Section = 'Resources' | 'Outputs'

export const unresolved = (name: string, section: Section): AwsError =>
  templateError(
    `Template format error: Unresolved resource dependencies [${name}] in the ${section} block of the template`,
  )
