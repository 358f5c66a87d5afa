import type { Operation } from '../../core/service.ts'
import type { Engine } from '../stack-run.ts'
import { existingStack, stackAccess } from './stack-access.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export function getTemplate(engine: Engine): Operation<{ StackName: string }> {
  return {
    access: ({ StackName }) => stackAccess(engine, 'GetTemplate', StackName),
    run: ({ StackName }) => ({
      TemplateBody: existingStack(engine, StackName).template,
      StagesAvailable: ['Original', 'Processed'],
    }),
  }
}
