import { type Intrinsic, type Scope, templateError } from './intrinsic.ts'

const SHAPE =
  'Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html */
export const findInMap: Intrinsic = {
  name: 'Fn::FindInMap',
  evaluate(argument, scope) {
    if (!Array.isArray(argument)) throw templateError(SHAPE)
    const [keys, otherwise] = withDefault(argument, scope)
    const [map, top, second] = keys.map((part) => String(scope.resolve(part)))
    if (keys.length !== 3 || map === undefined || top === undefined || second === undefined) throw templateError(SHAPE)
    const value = scope.mapping(map, top, second)
    if (value !== undefined) return value
    if (otherwise) return scope.resolve(otherwise.DefaultValue)
    throw templateError(`Template error: Unable to get mapping for ${map}::${top}::${second}`)
  },
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap-enhancements.html */
function withDefault(argument: unknown[], { extended }: Scope): [unknown[], { DefaultValue: unknown } | undefined] {
  const last = argument[3]
  if (typeof last !== 'object' || last === null || !('DefaultValue' in last)) return [argument, undefined]
  if (!extended)
    throw templateError('Template error: a DefaultValue in Fn::FindInMap needs the transform AWS::LanguageExtensions')
  return [argument.slice(0, 3), last]
}
