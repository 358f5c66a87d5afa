import { AwsError, Unsupported } from '../core/aws-error.ts'
import type { CloudContext } from '../core/cloud-context.ts'

// https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html#sysman-parameter-name-constraints
const LONGEST_NAME = 1011
const MOST_LEVELS = 15

/** `arn:aws:ssm:<region>:<account>:parameter/<name without its leading slash>` */
export const parameterArn = ({ region, accountId }: CloudContext, name: string): string =>
  `arn:aws:ssm:${region}:${accountId}:parameter/${name.replace(/^\//, '')}`

/** The name that a caller means: a name or an ARN. Versions and labels are not supported. */
export function nameOf(given: unknown, context: CloudContext): string {
  if (typeof given !== 'string' || given === '') throw validation('Value null at name: Member must not be null')
  const prefix = parameterArn(context, '')
  // An ARN does not tell whether the name has a leading slash; a hierarchy always has one.
  const rest = given.startsWith(prefix) ? given.slice(prefix.length) : null
  const name = rest === null ? given : rest.includes('/') ? `/${rest}` : rest
  if (name.includes(':')) throw new Unsupported(`the parameter selector ${name}`)
  return name
}

/** Checks the name of a parameter that is about to be made. */
export function checkName(name: string): void {
  if (!/^[a-zA-Z0-9_.\-/]+$/.test(name)) {
    throw validation(
      'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    )
  }
  if (name.length > LONGEST_NAME) throw validation(`Parameter name must not exceed ${LONGEST_NAME} characters.`)
  if (/^\/?(aws|ssm)/i.test(name))
    throw validation('Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).')
  const levels = name.split('/').filter((level) => level !== '').length
  if (name.includes('/') && !name.startsWith('/')) throw validation('Parameter name must be a fully qualified name.')
  if (levels > MOST_LEVELS) {
    throw new AwsError(
      'HierarchyLevelLimitExceededException',
      `A hierarchy can have a maximum of ${MOST_LEVELS} levels.`,
    )
  }
}

export const validation = (message: string): AwsError => new AwsError('ValidationException', message)
