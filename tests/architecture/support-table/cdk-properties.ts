import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Every property that CloudFormation documents for a type, as the CDK's own classes know them; null for `Custom::` types. */
export function documentedProperties(type: string): string[] | null {
  const { name, source } = generated(type, 'js')
  if (source === undefined) return null
  const parser = new RegExp(`function Cfn${name}PropsFromCloudFormation\\(.*?\\bret\\}`, 's')
  const body = parser.exec(source)?.[0] ?? ''
  const names = [...body.matchAll(/addPropertyResult\("\w+","(\w+)"/g)].map((match) => match[1] ?? '')
  if (names.length === 0) throw new Error(`The CDK has no properties for ${type}.`)
  return names.sort()
}

/** Every attribute that CloudFormation documents for a type, as the CDK's own classes know them. */
export function documentedAttributes(type: string): string[] {
  const { name, source = '' } = generated(type, 'd.ts')
  const body = new RegExp(`^export declare class Cfn${name} extends .*?^}`, 'ms').exec(source)?.[0]
  if (body === undefined) throw new Error(`The CDK has no class for ${type}.`)
  return [...body.matchAll(/@cloudformationAttribute ([\w.]+)/g)].map((match) => match[1] ?? '').sort()
}

/** The file of the CDK that has a type's class, if there is one. */
function generated(type: string, extension: 'js' | 'd.ts'): { name: string; source: string | undefined } {
  const [, service = '', name = ''] = /^AWS::(\w+)::(\w+)$/.exec(type) ?? []
  const module = service.toLowerCase()
  const root = new URL('./', import.meta.resolve('aws-cdk-lib/package.json'))
  const file = fileURLToPath(new URL(`aws-${module}/lib/${module}.generated.${extension}`, root))
  return { name, source: existsSync(file) ? readFileSync(file, 'utf8') : undefined }
}

/** The type's page in the template reference. */
export function pageOfType(type: string): string | null {
  const [, service = '', name = ''] = /^AWS::(\w+)::(\w+)$/.exec(type) ?? []
  if (!service) return null
  const file = `aws-resource-${service}-${name}.html`.toLowerCase()
  return `https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/${file}`
}
