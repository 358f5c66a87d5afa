import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { judgedTemplate } from '../judge/judge-template.ts'
import { requireTypes } from '../judge/require-types.ts'
import type { ObjectStore } from '../publish-assets.ts'
import type { Engine } from '../stack-run.ts'
import { parseTemplate, type Template } from '../template.ts'
import { changeAccess } from './change-access.ts'
import { neededCapability } from './check-capabilities.ts'
import { knownStack, stackAccess } from './stack-access.ts'
import { TemplateSummaryInput, ValidateTemplateInput } from './stack-input.ts'
import { NO_YAML, templateSource } from './template-source.ts'

/** Of a stack's template, or of one that is given. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html */
export function getTemplateSummary(engine: Engine, objects: ObjectStore): Operation {
  return parsedOperation({
    access: (input) => changeAccessOf(engine, 'GetTemplateSummary', input),
    input: TemplateSummaryInput,
    partly: NO_YAML,
    async run(request, { principal }) {
      const template =
        request.StackName === undefined
          ? judgedTemplate(await templateSource(engine, objects, request, principal), engine.types)
          : parseTemplate(knownStack(engine, request.StackName).template)
      return {
        ...summaryOf(template),
        Parameters: Object.entries(template.Parameters).map(([key, parameter]) => ({
          ...declared(key, parameter),
          ParameterType: parameter.Type,
          ParameterConstraints: {
            ...(parameter.AllowedValues && { AllowedValues: parameter.AllowedValues.map(String) }),
          },
        })),
        ResourceTypes: [...new Set(Object.values(template.Resources).map(({ Type }) => Type))],
        ...(template.Metadata === undefined ? {} : { Metadata: JSON.stringify(template.Metadata) }),
        ...(template.AWSTemplateFormatVersion && { Version: template.AWSTemplateFormatVersion }),
      }
    },
  })
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html */
export function validateTemplate(engine: Engine, objects: ObjectStore): Operation {
  return parsedOperation({
    access: (input) => changeAccessOf(engine, 'ValidateTemplate', input),
    input: ValidateTemplateInput,
    partly: NO_YAML,
    async run(request, { principal }) {
      const template = judgedTemplate(await templateSource(engine, objects, request, principal), engine.types)
      // A type that is not served can still be left out by a condition.
      requireTypes(
        engine.types,
        Object.values(template.Resources).filter(({ Condition }) => Condition === undefined),
      )
      const Parameters = Object.entries(template.Parameters).map(([key, parameter]) => declared(key, parameter))
      return { ...summaryOf(template), Parameters }
    },
  })
}

/** A template that is given belongs to no stack. */
function changeAccessOf(engine: Engine, action: string, input: { StackName?: string; TemplateURL?: string }) {
  if (input.StackName !== undefined) return stackAccess(engine, action, input.StackName)
  return changeAccess(engine, action, { ...input, StackName: '*' }).map((access) => ({ ...access, resource: '*' }))
}

function summaryOf(template: Template) {
  const capability = neededCapability(template)
  const transforms = [template.Transform ?? []].flat()
  return {
    ...(template.Description === undefined ? {} : { Description: template.Description }),
    ...(capability && { Capabilities: [capability.name], CapabilitiesReason: capability.reason }),
    ...(transforms.length > 0 && { DeclaredTransforms: transforms }),
  }
}

const declared = (key: string, { Default, NoEcho, Description }: Template['Parameters'][string]) => ({
  ParameterKey: key,
  ...(Default === undefined ? {} : { DefaultValue: String(Default) }),
  NoEcho: String(NoEcho) === 'true',
  ...(Description === undefined ? {} : { Description }),
})
