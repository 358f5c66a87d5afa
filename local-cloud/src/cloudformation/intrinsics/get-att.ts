import { type Intrinsic, templateError } from './intrinsic.ts'

const SHAPE =
  'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html */
export const getAtt: Intrinsic = {
  name: 'Fn::GetAtt',
  check(argument) {
    const [logicalId, attribute] = parts(argument)
    const isName =
      typeof attribute === 'string' ? attribute !== '' : typeof attribute === 'object' && attribute !== null
    if (!logicalId || !isName) throw templateError(SHAPE)
  },
  evaluate(argument, scope) {
    const [logicalId = '', attribute] = parts(argument)
    const name = scope.resolve(attribute)
    if (typeof name !== 'string' || name === '') throw templateError(SHAPE)
    return scope.attribute(logicalId, name)
  },
  references(argument) {
    const [logicalId] = parts(argument)
    return logicalId ? [logicalId] : []
  },
  attributes(argument) {
    const [logicalId = '', name] = parts(argument)
    return [{ logicalId, name: typeof name === 'string' ? name : undefined }]
  },
}

/** A list of two, or in short form `LogicalId.Attribute` (an attribute may contain dots itself). */
function parts(argument: unknown): [string | undefined, unknown] {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.')
    return dot < 0 ? [undefined, undefined] : [argument.slice(0, dot), argument.slice(dot + 1)]
  }
  if (!Array.isArray(argument) || argument.length !== 2 || typeof argument[0] !== 'string')
    return [undefined, undefined]
  return [argument[0], argument[1]]
}
