import { Unsupported } from '../../core/aws-error.ts'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import type { Engine } from '../stack-run.ts'
import { parseTemplate } from '../template.ts'
import { knownChangeSet } from './change-sets/known-change-set.ts'
import { knownStack, stackAccess } from './stack-access.ts'
import { GetTemplateInput } from './stack-input.ts'

/** Of a stack as it stands, or as a change set would make it. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export function getTemplate(engine: Engine): Operation {
  return parsedOperation({
    input: GetTemplateInput,
    access: ({ StackName }) => stackAccess(engine, 'GetTemplate', StackName),
    run({ StackName, ChangeSetName, TemplateStage }) {
      const { template } =
        ChangeSetName === undefined
          ? knownStack(engine, StackName)
          : knownChangeSet(engine, { StackName, ChangeSetName })
      // Without transforms both stages are the same text.
      if (TemplateStage === 'Processed' && parseTemplate(template).Transform !== undefined)
        throw new Unsupported('TemplateStage Processed of a template with transforms')
      return { TemplateBody: template, StagesAvailable: ['Original', 'Processed'] }
    },
  })
}
