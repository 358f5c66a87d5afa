import { type Intrinsic, templateError } from './intrinsic.ts'

const SHAPE =
  'Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html */
export const findInMap: Intrinsic = {
  name: 'Fn::FindInMap',
  check(argument, template) {
    if (!Array.isArray(argument) || withDefault(argument, template)[0].length !== 3) throw templateError(SHAPE)
  },
  evaluate(argument, scope) {
    const [keys, otherwise] = withDefault(argument as unknown[], scope)
    const [map = '', top = '', second = ''] = keys.map((part) => String(scope.resolve(part)))
    const value = scope.mapping(map, top, second)
    if (value !== undefined) return value
    if (otherwise) return scope.resolve(otherwise.DefaultValue)
    throw templateError(`Template error: Unable to get mapping for ${map}::${top}::${second}`)
  },
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap-enhancements.html */
function withDefault(
  argument: unknown[],
  { extended }: { extended: boolean },
): [unknown[], { DefaultValue: unknown } | undefined] {
  const last = argument[3]
  if (typeof last !== 'object' || last === null || !('DefaultValue' in last)) return [argument, undefined]
  if (!extended)
    throw templateError('Template error: a DefaultValue in Fn::FindInMap needs the transform AWS::LanguageExtensions')
  return [argument.slice(0, 3), last]
}
