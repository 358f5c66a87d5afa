import { GetParametersByPathCommand, type Parameter, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { account } from '../account.ts'
import { ledger } from '../ledger.ts'
import type { Random } from '../random.ts'
import { noted, type Writer } from '../writer.ts'

const PATH = '/soak/'
const NAMES = 20

/** Parameters of Systems Manager. */
export function parameters(endpoints: Endpoints, random: Random): Writer {
  const ssm = new SSMClient(account(endpoints))
  const stored = ledger<string>('parameter')
  return {
    name: 'parameters',
    count: stored.count,
    async prepare() {},
    write() {
      const key = `${PATH}${random.below(NAMES)}`
      const value = String(random.next())
      const put = new PutParameterCommand({ Name: key, Value: value, Type: 'String', Overwrite: true })
      return noted(stored, { key, value, send: () => ssm.send(put) })
    },
    async check() {
      const found: Parameter[] = []
      for (let NextToken: string | undefined, first = true; first || NextToken; first = false) {
        const page = await ssm.send(new GetParametersByPathCommand({ Path: PATH, NextToken }))
        found.push(...(page.Parameters ?? []))
        NextToken = page.NextToken
      }
      return stored.compare(new Map(found.map(({ Name = '', Value = '' }) => [Name, Value])))
    },
  }
}
