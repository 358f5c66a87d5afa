import type { CloudService } from '@tenantry/local-cloud/core/cloud-service.ts'
import type { ResourceType } from '@tenantry/local-cloud/core/resource-type.ts'
import { type DescribedOperation, describedOperations, type Service } from '@tenantry/local-cloud/core/service.ts'
import { CONDITION_KEYS } from '@tenantry/local-cloud/iam/policy/condition-keys.ts'
import { OPERATORS } from '@tenantry/local-cloud/iam/policy/condition-operators.ts'
import { CLIENTS, SDK_V3 } from '../../local-cloud/clients/named-clients.ts'
import { classify } from '../members/classify.ts'
import { inputOf } from '../members/sdk-model.ts'
import { documentedAttributes, documentedProperties, pageOfType } from './cdk-properties.ts'
import { documentedOperations, SERVICES } from './sdk-operations.ts'

const CALLERS_TEST = 'tests/architecture/callers/callers.test.ts'
const INERT_TEST = 'tests/local-cloud/inert.test.ts'
const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide'

/** What the registry supports and what it does not, beside the pages that it follows. */
export async function supportTable({
  services,
  resourceTypes,
}: {
  services: CloudService[]
  resourceTypes: ResourceType[]
}): Promise<string> {
  const apis = services.flatMap(({ api }) => api ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return [
    '### Clients',
    'They work unchanged, and what each is promised is what its test has it call. An operation that none of them calls, nor anything else here, is not served.',
    ...clientTable(),
    '### Operations',
    'What is not supported answers an error with its name, be it an operation or a member of one that is supported.',
    '✅ is served with every member that AWS documents, ◐ with so many of them.',
    ...(await Promise.all(apis.map(operationTable))),
    '### Resource types',
    'A property that is not supported fails the deployment by name. Those that have no meaning on a laptop are accepted; the reasons stand in `meaningless` of each type.',
    ...typeTable(resourceTypes.filter(({ inert }) => !inert)),
    '### Inert resource types',
    'Types without behaviour that an app could observe. They deploy with all their properties, none of which does anything; `npm start` and `tenantry-local` name those that a deployment has.',
    ...inertTable(resourceTypes),
    '### Conditions in policies',
    ...conditions(),
  ].join('\n\n')
}

function clientTable(): string[] {
  const promised = (operations: Record<string, string[]>) =>
    Object.entries(operations)
      .map(([service, names]) => `${service}: ${list(names)}`)
      .join('<br>')
  const rows = CLIENTS.map(({ name, use, test, operations, resourceTypes }) => {
    const types = resourceTypes ? `<br>types: ${list(resourceTypes)}` : ''
    return `| ${name} | ${use} | ${promised(operations)}${types} | [test](../${test}) |`
  })
  const ownCalls = `| ${SDK_V3.name} | ${SDK_V3.use} | what their sources call | [test](../${CALLERS_TEST}) |`
  const apps = `| other CDK apps, by \`tenantry-local\` | templates with dashboards, budgets and the like | the [inert types](#inert-resource-types) | [test](../${INERT_TEST}) |`
  return [['| client | for | promised | |', '| --- | --- | --- | --- |', ...rows, ownCalls, apps].join('\n')]
}

async function operationTable(service: Service): Promise<string> {
  const known = SERVICES[service.name]
  if (!known) throw new Error(`The support table does not know the service ${service.name}: name its SDK package.`)
  const { sdkPackage, title, page } = known
  const sdk = await import(sdkPackage)
  const rated = Object.entries(describedOperations(service))
    .filter(([, { unsupported }]) => !unsupported)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, operation]) => ({ name, missing: whatIsMissing(sdk, name, operation) }))
  const supported = rated.map(({ name }) => name)
  const shown = (whole: boolean) =>
    rated.flatMap(({ name, missing }) => ((missing === '') === whole ? [`[${name}](${page(name)})${missing}`] : []))
  const others = documentedOperations(sdkPackage).filter((name) => !supported.includes(name))
  return [
    `#### ${title}: ${supported.length} of ${supported.length + others.length}`,
    `✅ ${list(shown(true), ' · ')}`,
    `◐ ${list(shown(false), ' · ')}`,
    folded(`❌ ${others.length} others`, others.join(' · ')),
  ].join('\n\n')
}

function typeTable(types: ResourceType[]): string[] {
  const rows = types
    .toSorted((a, b) => (a.type < b.type ? -1 : 1))
    .map((type) => {
      const page = pageOfType(type.type)
      const supported = Object.keys(shapeOf(type)).toSorted()
      const accepted = Object.keys(type.meaningless ?? {}).toSorted()
      const others = documentedProperties(type.type)?.filter(
        (name) => !supported.includes(name) && !accepted.includes(name),
      )
      const name = page ? `[${type.type}](${page})` : type.type
      const served = list(supported) + (type.partly ? ` (${type.partly})` : '')
      return `| ${name} | ${served} | ${list(accepted)} | ${list(others ?? [])} |`
    })
  return [['| type | ✅ | accepted, without meaning here | ❌ |', '| --- | --- | --- | --- |', ...rows].join('\n')]
}

function inertTable(types: ResourceType[]): string[] {
  const rows = types
    .toSorted((a, b) => (a.type < b.type ? -1 : 1))
    .flatMap(({ type, inert }) => {
      if (!inert) return []
      const without = Object.keys(inert.without)
      const attributes = documentedAttributes(type).filter((name) => !without.includes(name))
      return `| [${type}](${pageOfType(type)}) | ${list(attributes)} | ${list(without)} | ${inert.why} |`
    })
  return [['| type | `Fn::GetAtt` ✅ | ❌ | why nothing shows |', '| --- | --- | --- | --- |', ...rows].join('\n')]
}

/** The top level of a type's schema. */
function shapeOf({ type, properties }: ResourceType): Record<string, unknown> {
  if ('shape' in properties) return properties.shape as Record<string, unknown>
  throw new Error(`The support table cannot read the properties of ${type}: its schema is no object.`)
}

/** What of an operation is not served: nothing, or so many of its members, or what it says itself. */
function whatIsMissing(sdk: Record<string, unknown>, name: string, operation: DescribedOperation): string {
  const input = inputOf(sdk, name)
  const { served = [], meaningless = [], refused = [] } = input ? classify(operation, input) : {}
  const known = served.length + meaningless.length
  const members = refused.length > 0 && `${known} of ${known + refused.length}`
  const parts = [members, operation.partly].filter((part) => part)
  return parts.length > 0 ? ` (${parts.join(', ')})` : ''
}

const list = (names: string[], separator = ', '): string => names.join(separator) || '–'

function conditions(): string[] {
  const operators = [...OPERATORS.keys(), 'Null'].toSorted()
  return [
    `✅ [Operators](${IAM}/reference_policies_elements_condition_operators.html): ${operators.join(', ')}; each but Null with \`IfExists\`, and with \`ForAllValues:\` and \`ForAnyValue:\``,
    `✅ [Keys](${IAM}/reference_policies_condition-keys.html): ${CONDITION_KEYS.map((key) => `\`${key}\``).join(', ')}`,
    '❌ Every other operator or key: a policy that names one is refused.',
  ]
}

const folded = (summary: string, text: string): string =>
  `<details><summary>${summary}</summary>\n\n${text || '–'}\n\n</details>`
