import { type Intrinsic, templateError } from './intrinsic.ts'

const SHAPE =
  'Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html */
export const findInMap: Intrinsic = {
  name: 'Fn::FindInMap',
  evaluate(argument, scope) {
    if (!Array.isArray(argument) || argument.length !== 3) throw templateError(SHAPE)
    const [map, top, second] = argument.map((part) => String(scope.resolve(part)))
    if (map === undefined || top === undefined || second === undefined) throw templateError(SHAPE)
    const value = scope.mapping(map, top, second)
    if (value === undefined) throw templateError(`Template error: Unable to get mapping for ${map}::${top}::${second}`)
    return value
  },
}
