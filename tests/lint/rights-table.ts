import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// What each function may do under its own role, read from the synthesized templates.

interface Statement {
  Action: string | string[]
  Resource: unknown
  Condition?: Record<string, Record<string, string | string[]>>
}
interface Template {
  Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>
}
interface Held {
  statements: Statement[]
  managed: string[]
}

const STACKS = { AppPlane: 'app plane', ControlPlane: 'control plane', Releases: 'releases', Web: 'web' } as const

/** The lines of the table; functions in the order of planes and names. */
export function rightsTable(assembly: string): string[] {
  const lines = Object.entries(STACKS).flatMap(([file, plane]) => {
    const template: Template = JSON.parse(readFileSync(join(assembly, `${file}.template.json`), 'utf8'))
    return functionsOf(template).map(({ name, held }) => lineOf(`${name} (${plane})`, held))
  })
  const silo = rolesOf(siloTemplate(assembly)).map(({ name, held }) => lineOf(`${name} of a silo`, held))
  lines.push(...silo)
  return ['| function | reads | writes | besides |', '| --- | --- | --- | --- |', ...lines]
}

function siloTemplate(assembly: string): Template {
  const stage = join(assembly, 'assembly-Silo')
  const file = readdirSync(stage).find((name) => /own\w*\.template\.json$/.test(name)) ?? ''
  return JSON.parse(readFileSync(join(stage, file), 'utf8'))
}

/** Functions of a silo share the roles of their duties. */
const rolesOf = ({ Resources }: Template): { name: string; held: Held }[] =>
  Object.entries(Resources).flatMap(([id, { Type }]) =>
    Type === 'AWS::IAM::Role' ? [{ name: construct(id), held: heldBy(Resources, id) }] : [],
  )

function functionsOf({ Resources }: Template): { name: string; held: Held }[] {
  return Object.entries(Resources)
    .flatMap(([id, { Type, Properties }]) => {
      if (Type !== 'AWS::Lambda::Function') return []
      const role = referenced(Properties.Role)
      return [{ name: construct(id), held: heldBy(Resources, role) }]
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** What a role holds: in itself, and by policies that name it. */
function heldBy(resources: Template['Resources'], role: string): Held {
  const own = resources[role]?.Properties ?? {}
  const inline = (own.Policies ?? []) as { PolicyDocument: { Statement: Statement[] } }[]
  const attached = Object.values(resources).filter(
    ({ Type, Properties }) =>
      Type === 'AWS::IAM::Policy' && ((Properties.Roles ?? []) as unknown[]).map(referenced).includes(role),
  )
  const documents = [...inline, ...attached.map(({ Properties }) => Properties as (typeof inline)[number])]
  return {
    statements: documents.flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
    managed: ((own.ManagedPolicyArns ?? []) as unknown[]).map(nameOf),
  }
}

const READS = /^dynamodb:(?:Get|BatchGet|Query|Scan)/
const WRITES = /^dynamodb:/
const LOGS = /^logs:(?:CreateLogStream|PutLogEvents)$/
const TAKES = /^sqs:(?:ReceiveMessage|DeleteMessage|GetQueueAttributes|ChangeMessageVisibility)$/

/** Whether it is its own log, or a queue of its stack, which is the one that it is called by. */
const isOwn = (action: string, resource: string): boolean =>
  LOGS.test(action) || (TAKES.test(action) && /^\w+Queue$/.test(resource))

function lineOf(name: string, { statements, managed }: Held): string {
  const rights = statements.flatMap((statement) => {
    const resources = [statement.Resource].flat().map(nameOf).join(', ')
    const text = resources + limitsOf(statement)
    return [statement.Action].flat().flatMap((action) => (isOwn(action, resources) ? [] : [{ action, text }]))
  })
  const cell = (chosen: typeof rights): string =>
    [...Map.groupBy(chosen, ({ text }) => text)]
      .map(([text, those]) => `${those.map(({ action }) => action.replace('dynamodb:', '')).join(', ')} ${text}`)
      .join('; ') || 'nothing'
  const reads = rights.filter(({ action }) => READS.test(action))
  const writes = rights.filter(({ action }) => WRITES.test(action) && !READS.test(action))
  const others = rights.filter(({ action }) => !WRITES.test(action))
  const besides = [cell(others), ...managed].filter((text) => text !== 'nothing').join('; ') || 'nothing'
  return `| ${name} | ${cell(reads)} | ${cell(writes)} | ${besides} |`
}

/** Conditions as values; that a key must be there at all says nothing more. */
function limitsOf({ Condition = {} }: Statement): string {
  const limits = Object.entries(Condition).flatMap(([operator, keys]) =>
    operator === 'Null'
      ? []
      : Object.entries(keys).map(([key, values]) => `${key} ${[values].flat().map(code).join(' ')}`),
  )
  return limits.length === 0 ? '' : ` (${limits.join(', ')})`
}

const code = (text: unknown): string => `\`${typeof text === 'string' ? text : JSON.stringify(text)}\``

/** The name of a construct: the CDK appends eight digits to it. */
const construct = (id: string): string => id.replace(/[0-9A-F]{8}$/, '')

function referenced(value: unknown): string {
  const { Ref, 'Fn::GetAtt': attribute } = Object(value) as { Ref?: string; 'Fn::GetAtt'?: string[] }
  return Ref ?? attribute?.[0] ?? ''
}

/** A resource as people name it: its construct, or the end of its ARN. */
function nameOf(resource: unknown): string {
  if (typeof resource === 'string') return code(resource)
  const parts = (Object(resource) as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join']?.[1]
  if (!parts) return construct(referenced(resource))
  const texts = parts.map((part) => (typeof part === 'string' ? part : construct(referenced(part))))
  return code(
    texts
      .join('')
      .replace(/^arn:AWS::Partition:/, '')
      .replace('AWS::Region:', '')
      .replace('AWS::AccountId:', ''),
  )
}
