import validations from 'dynalite/validations/index.js'
import { Unsupported } from '../../core/aws-error.ts'
import { fromDynalite } from '../errors.ts'

/** The members of a request, in dynalite's schema language. */
export type Types = Record<string, unknown>

/** Finds what is wrong with the whole of a request, after its members were checked one by one. */
export type Check = (data: never, store: object) => string | undefined

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-expression-parameters */
const MAX_EXPRESSION_BYTES = 4096

/** Item sizes are counted by item-size.ts instead. */
const STORE = { options: { maxItemSize: Number.POSITIVE_INFINITY } }

/** The request with numbers in their canonical form and expressions parsed, or a ValidationException with DynamoDB's text. */
export function validate<Request>(input: object, types: Types, check?: Check): Request {
  try {
    const data = validations.checkTypes({ ...input }, types)
    const checked = check && ((request: never) => checkExpressionSizes(request) ?? check(request, STORE))
    validations.checkValidations(data, types, checked, STORE)
    return data as Request
  } catch (error) {
    throw fromDynalite(error)
  }
}

/** What nobody here asks for says so by its name. */
export function refuseUnsupported(operation: string, input: object): void {
  for (const [name, value] of Object.entries(input)) {
    if (value == null) continue
    if (name === 'ReturnItemCollectionMetrics' && value !== 'NONE') {
      throw new Unsupported(`${name} ${value} of dynamodb:${operation}`)
    }
  }
}

const EXPRESSIONS = [
  'UpdateExpression',
  'ConditionExpression',
  'KeyConditionExpression',
  'FilterExpression',
  'ProjectionExpression',
]

function checkExpressionSizes(request: Record<string, unknown>): string | undefined {
  for (const name of EXPRESSIONS) {
    const expression = request[name]
    if (typeof expression !== 'string') continue
    const size = Buffer.byteLength(expression)
    if (size > MAX_EXPRESSION_BYTES) {
      return `Invalid ${name}: Expression size has exceeded the maximum allowed size; expression size: ${size}`
    }
  }
}

/** Parses the expressions of one part of a batch or transaction; the parsed forms become its members. */
export function checkExpressions(part: object, expressions: string[]): string | undefined {
  return (
    checkExpressionSizes(part as Record<string, unknown>) ??
    validations.validateExpressionParams(part, expressions, []) ??
    validations.validateExpressions(part)
  )
}

/** Checks each value of an item or key, and brings its numbers into their canonical form. */
export function checkValues(values: object): string | undefined {
  for (const value of Object.values(values)) {
    const problem = validations.validateAttributeValue(value)
    if (problem) return problem
  }
}

/** The member of writes that dynalite does not know. */
export const ON_CONDITION_FAILURE: Types = {
  ReturnValuesOnConditionCheckFailure: { type: 'String', enum: ['ALL_OLD', 'NONE'] },
}
