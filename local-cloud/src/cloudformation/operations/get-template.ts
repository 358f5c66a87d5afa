import type { Operation } from '../../core/service.ts'
import type { Engine } from '../stack-run.ts'
import { knownChangeSet } from './change-sets/known-change-set.ts'
import { knownStack, stackAccess } from './stack-access.ts'

/** Of a stack as it stands, or as a change set would make it. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export function getTemplate(engine: Engine): Operation<{ StackName: string; ChangeSetName?: string }> {
  return {
    access: ({ StackName }) => stackAccess(engine, 'GetTemplate', StackName),
    run: ({ StackName, ChangeSetName }) => ({
      TemplateBody: (ChangeSetName === undefined
        ? knownStack(engine, StackName)
        : knownChangeSet(engine, { StackName, ChangeSetName })
      ).template,
      StagesAvailable: ['Original', 'Processed'],
    }),
  }
}
