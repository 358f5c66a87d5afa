import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import type { Operation } from '../../core/service.ts'
import { parameterArn, validation } from '../parameter-name.ts'
import type { ParameterStore } from '../stores/parameter-store.ts'
import { DECRYPTION, parameterShape } from './parameter-shape.ts'

interface Input {
  Path?: unknown
  Recursive?: boolean
  MaxResults?: number
  NextToken?: string
}

const LARGEST_PAGE = 10

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
export function getParametersByPath({
  context,
  parameters,
}: {
  context: CloudContext
  parameters: ParameterStore
}): Operation<Input> {
  return {
    input: { Path: true, Recursive: true, MaxResults: true, NextToken: true },
    meaningless: { WithDecryption: DECRYPTION },
    access: ({ Path }) => [{ action: 'ssm:GetParametersByPath', resource: parameterArn(context, pathOf(Path)) }],
    run({ Path, Recursive = false, MaxResults = LARGEST_PAGE, NextToken }) {
      if (!Number.isInteger(MaxResults) || MaxResults < 1 || MaxResults > LARGEST_PAGE) {
        throw validation(`MaxResults must be between 1 and ${LARGEST_PAGE}.`)
      }
      // Names without a slash are of the top level too.
      const prefix = pathOf(Path) === '/' ? '' : `${pathOf(Path).replace(/\/$/, '')}/`
      const after = NextToken === undefined ? '' : lastName(NextToken)
      const found = parameters
        .under(prefix)
        .filter(
          ({ name }) => name > after && (Recursive || !name.slice(prefix.length).replace(/^\//, '').includes('/')),
        )
      const page = found.slice(0, MaxResults)
      const last = page.at(-1)
      return {
        Parameters: page.map((parameter) => parameterShape(context, parameter)),
        NextToken: last && found.length > page.length ? Buffer.from(last.name).toString('base64') : undefined,
      }
    },
  }
}

function pathOf(given: unknown): string {
  if (typeof given === 'string' && given.startsWith('/')) return given
  throw validation(
    'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/".',
  )
}

function lastName(token: string): string {
  const name = Buffer.from(token, 'base64').toString('utf8')
  if (!/^[\w.\-/]+$/.test(name) || Buffer.from(name).toString('base64') !== token)
    throw new AwsError('InvalidNextToken', 'The specified token is not valid.')
  return name
}
