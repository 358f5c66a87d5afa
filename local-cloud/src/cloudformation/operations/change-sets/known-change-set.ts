import { AwsError } from '../../../core/aws-error.ts'
import type { Access } from '../../../core/service.ts'
import type { ChangeSet } from '../../change-sets/change-set.ts'
import { templateError } from '../../intrinsics/intrinsic.ts'
import type { Engine } from '../../stack-run.ts'
import { changeAccess } from '../change-access.ts'
import { existingStack } from '../stack-access.ts'

interface Named {
  ChangeSetName: string
  StackName?: string | undefined
}

/** A change set's operations are rights on its stack, with its name as a condition key. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html */
export function changeSetAccess(engine: Engine, action: string, request: Named): Access[] {
  const StackName = engine.changeSets.get(String(request.ChangeSetName))?.stackId ?? request.StackName ?? '*'
  return changeAccess(engine, action, { ...request, StackName })
}

/** By its ARN, or by its name and its stack's. Undefined where the stack has no such change set. */
export function findChangeSet(engine: Engine, { ChangeSetName, StackName }: Named): ChangeSet | undefined {
  if (ChangeSetName.startsWith('arn:')) return engine.changeSets.get(ChangeSetName)
  if (StackName === undefined)
    throw templateError('StackName must be specified if ChangeSetName is not specified as an ARN.')
  return engine.changeSets.named(existingStack(engine, StackName).id, ChangeSetName)
}

export function knownChangeSet(engine: Engine, request: Named): ChangeSet {
  const found = findChangeSet(engine, request)
  if (!found) throw new AwsError('ChangeSetNotFound', `ChangeSet [${request.ChangeSetName}] does not exist`, 404)
  return found
}

export const invalidStatus = ({ id }: ChangeSet, verb: string, status: string): AwsError =>
  new AwsError('InvalidChangeSetStatus', `ChangeSet [${id}] cannot be ${verb} in its current ${status}`)
