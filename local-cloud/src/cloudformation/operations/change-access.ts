import { passRole } from '../../core/resource-access.ts'
import type { Access } from '../../core/service.ts'
import type { Engine } from '../stack-run.ts'
import { stackAccess } from './stack-access.ts'

interface Request {
  StackName: string
  ChangeSetName?: string
  RoleARN?: string
  TemplateURL?: string
  Tags?: { Key: string; Value: string }[]
  EnableTerminationProtection?: string
  StackPolicyBody?: string
  StackPolicyDuringUpdateBody?: string
}

/**
 * What a change of a stack needs: the operation, with the keys by which a policy can say from which templates and with which roles, and
 * the right to hand the role over. Protection and policy of a stack are set with the rights to set them.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html
 */
export function changeAccess(engine: Engine, action: string, request: Request): Access[] {
  const { StackName, ChangeSetName, RoleARN, TemplateURL, Tags } = request
  const tags = Array.isArray(Tags) ? Tags : []
  const context: Record<string, string | string[]> = {
    ...(ChangeSetName !== undefined && { 'cloudformation:ChangeSetName': ChangeSetName }),
    ...(RoleARN !== undefined && { 'cloudformation:RoleArn': RoleARN }),
    ...(TemplateURL !== undefined && { 'cloudformation:TemplateUrl': TemplateURL }),
    ...(tags.length > 0 && { 'aws:TagKeys': tags.map(({ Key }) => Key) }),
    ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
  }
  return [
    ...stackAccess(engine, action, StackName).map((access) => ({ ...access, context })),
    ...(RoleARN === undefined ? [] : [passRole(RoleARN, 'cloudformation.amazonaws.com')]),
    ...settings(request).flatMap((setting) => stackAccess(engine, setting, StackName)),
  ]
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-protect-stacks.html and protect-stack-resources.html */
function settings({ EnableTerminationProtection, StackPolicyBody, StackPolicyDuringUpdateBody }: Request): string[] {
  const hasPolicy = StackPolicyBody !== undefined || StackPolicyDuringUpdateBody !== undefined
  return [
    ...(EnableTerminationProtection === 'true' ? ['UpdateTerminationProtection'] : []),
    ...(hasPolicy ? ['SetStackPolicy'] : []),
  ]
}
