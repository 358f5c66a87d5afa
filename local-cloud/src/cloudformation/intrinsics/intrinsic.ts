import { AwsError } from '../../core/aws-error.ts'

/** One intrinsic function of the template language. */
export interface Intrinsic {
  /** As it is written in a template, for example `Fn::Join`. */
  name: string
  /** Refuses an argument that cannot be right, whatever the parameters are. */
  check?(argument: unknown, template: { extended: boolean }): void
  /** Called with an argument that was checked. */
  evaluate(argument: unknown, scope: Scope): unknown
  /** Logical names that the argument itself names; those inside nested functions are found by walking on. */
  references?(argument: unknown): string[]
  /** Attributes of resources that the argument itself names, as far as their names are written out. */
  attributes?(argument: unknown): { logicalId: string; name: string | undefined }[]
}

/** What a template's functions can see. */
export interface Scope {
  /** Whether the template has the transform AWS::LanguageExtensions. */
  extended: boolean
  /** Evaluates the functions inside a value. */
  resolve(value: unknown): unknown
  /** What `Ref` gives for a parameter, a pseudo parameter or a resource. */
  ref(name: string): unknown
  attribute(logicalId: string, name: string): unknown
  condition(name: string): boolean
  /** Undefined when the mapping has no such entry. */
  mapping(map: string, topLevelKey: string, secondLevelKey: string): unknown
  importValue(exportName: string): string
}

/** What `AWS::NoValue` stands for: the property that holds it is removed. */
export const NO_VALUE = Symbol('AWS::NoValue')

/** A template that CloudFormation would refuse, in its words. */
export function templateError(message: string): AwsError {
  return new AwsError('ValidationError', message)
}

/** A value as it reads inside a string; functions that build strings refuse lists and objects. */
export function text(value: unknown, otherwise: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw templateError(otherwise)
}
