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
}

/**
 * What a change of a stack needs: the operation, with the keys by which a policy can say from which templates and with which roles, and
 * the right to hand the role over. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html
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
  ]
}
