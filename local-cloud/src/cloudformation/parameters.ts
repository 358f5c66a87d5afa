import { Unsupported } from '../core/aws-error.ts'
import { templateError } from './intrinsics/intrinsic.ts'
import type { TemplateParameter } from './template.ts'

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html

/** A parameter's value: the text that was given, and what `Ref` gives. */
export interface ParameterValue {
  input: string
  /** Undefined when the Parameter Store has no such parameter: an error only where the template uses it. */
  value: unknown
  noEcho: boolean
}

/** Where parameter values come from. */
export interface ParameterSources {
  given: Record<string, string>
  /** Of the last deployment: `cdk deploy` keeps values that are not given anew. */
  previous: Record<string, string>
  ssm: { value(name: string): string | undefined }
}

/** The value of every declared parameter, checked against its constraints with CloudFormation's messages. */
export function parameterValues(
  declared: Record<string, TemplateParameter>,
  { given, previous, ssm }: ParameterSources,
): Record<string, ParameterValue> {
  const strangers = Object.keys(given).filter((name) => !Object.hasOwn(declared, name))
  if (strangers.length > 0) throw templateError(`Parameters: [${strangers.join(', ')}] do not exist in the template`)
  const input = (name: string, parameter: TemplateParameter) =>
    given[name] ?? previous[name] ?? (parameter.Default === undefined ? undefined : String(parameter.Default))
  const missing = Object.keys(declared).filter((name) => input(name, declared[name] as TemplateParameter) === undefined)
  if (missing.length > 0) throw templateError(`Parameters: [${missing.join(', ')}] must have values`)
  return Object.fromEntries(
    Object.entries(declared).map(([name, parameter]) => {
      const text = input(name, parameter) ?? ''
      checkDeclaration(name, parameter)
      check(name, parameter, text)
      return [
        name,
        { input: text, value: CONVERT[parameter.Type]?.(text, ssm), noEcho: String(parameter.NoEcho) === 'true' },
      ]
    }),
  )
}

function list(text: string): string[] {
  return text.split(',').map((element) => element.trim())
}

/** What `Ref` gives, by type. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html */
const CONVERT: Record<string, (input: string, ssm: ParameterSources['ssm']) => unknown> = {
  String: (input) => input,
  'AWS::SSM::Parameter::Name': (input) => input,
  Number,
  CommaDelimitedList: list,
  'List<Number>': (input) => list(input).map(Number),
  'AWS::SSM::Parameter::Value<String>': (input, ssm) => ssm.value(input),
  'AWS::SSM::Parameter::Value<List<String>>': storedList,
  'AWS::SSM::Parameter::Value<CommaDelimitedList>': storedList,
}

function storedList(input: string, ssm: ParameterSources['ssm']): string[] | undefined {
  const stored = ssm.value(input)
  return stored === undefined ? undefined : list(stored)
}

/** Throws for a parameter that can have no value here. AWS reads patterns as Java does. */
export function checkDeclaration(name: string, { Type, AllowedPattern }: TemplateParameter): void {
  if (!Object.hasOwn(CONVERT, Type)) throw new Unsupported(`the parameter type ${Type} (of ${name})`)
  if (AllowedPattern === undefined) return
  try {
    new RegExp(AllowedPattern)
  } catch {
    throw new Unsupported(`the regular expression ${AllowedPattern} (AllowedPattern of ${name})`)
  }
}

function check(name: string, parameter: TemplateParameter, input: string): void {
  const refuse = (message: string) =>
    templateError(
      parameter.ConstraintDescription
        ? `Parameter ${name} failed to satisfy constraint: ${parameter.ConstraintDescription}`
        : `Parameter '${name}' ${message}`,
    )
  const elements = isList(parameter) ? list(input) : [input]
  for (const element of elements) {
    if (parameter.AllowedValues && !parameter.AllowedValues.some((allowed) => String(allowed) === element)) {
      throw refuse('must be one of AllowedValues')
    }
    if (parameter.AllowedPattern && !new RegExp(`^(?:${parameter.AllowedPattern})$`).test(element)) {
      throw refuse(`must match pattern ${parameter.AllowedPattern}`)
    }
  }
  if (parameter.MinLength !== undefined && input.length < parameter.MinLength) {
    throw refuse(`must contain at least ${parameter.MinLength} characters`)
  }
  if (parameter.MaxLength !== undefined && input.length > parameter.MaxLength) {
    throw refuse(`must contain at most ${parameter.MaxLength} characters`)
  }
  if (parameter.Type !== 'Number' && parameter.Type !== 'List<Number>') return
  for (const element of elements) {
    if (element.trim() === '' || Number.isNaN(Number(element))) throw refuse('must be a number')
    if (parameter.MinValue !== undefined && Number(element) < parameter.MinValue) {
      throw refuse(`must be a number not less than ${parameter.MinValue}`)
    }
    if (parameter.MaxValue !== undefined && Number(element) > parameter.MaxValue) {
      throw refuse(`must be a number not greater than ${parameter.MaxValue}`)
    }
  }
}

const isList = ({ Type }: TemplateParameter): boolean => Type === 'CommaDelimitedList' || Type === 'List<Number>'
