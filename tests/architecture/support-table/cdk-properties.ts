import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Every property that CloudFormation documents for a type, as the CDK's own classes know them; null for `Custom::` types. */
export function documentedProperties(type: string): string[] | null {
  const [, service = '', name = ''] = /^AWS::(\w+)::(\w+)$/.exec(type) ?? []
  const module = service.toLowerCase()
  const root = new URL('.', import.meta.resolve('aws-cdk-lib/package.json'))
  const file = fileURLToPath(new URL(`aws-${module}/lib/${module}.generated.js`, root))
  if (!existsSync(file)) return null
  const parser = new RegExp(`function Cfn${name}PropsFromCloudFormation\\(.*?\\bret\\}`, 's')
  const body = parser.exec(readFileSync(file, 'utf8'))?.[0] ?? ''
  const names = [...body.matchAll(/addPropertyResult\("\w+","(\w+)"/g)].map((match) => match[1] ?? '')
  if (names.length === 0) throw new Error(`The CDK has no properties for ${type}.`)
  return names.sort()
}

/** The type's page in the template reference. */
export function pageOfType(type: string): string | null {
  const [, service = '', name = ''] = /^AWS::(\w+)::(\w+)$/.exec(type) ?? []
  if (!service) return null
  const file = `aws-resource-${service}-${name}.html`.toLowerCase()
  return `https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/${file}`
}
