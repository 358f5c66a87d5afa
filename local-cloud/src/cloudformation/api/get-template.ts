import type { Operation } from '../../core/service.ts'
import type { Engine } from '../stack-run.ts'
import { knownStack, stackAccess } from './stack-access.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export function getTemplate(engine: Engine): Operation<{ StackName: string }> {
  return {
    access: ({ StackName }) => stackAccess(engine, 'GetTemplate', StackName),
    run: ({ StackName }) => ({
      TemplateBody: knownStack(engine, StackName).template,
      StagesAvailable: ['Original', 'Processed'],
    }),
  }
}
