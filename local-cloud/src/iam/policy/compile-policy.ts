import * as z from 'zod'
import { AwsError, Unsupported } from '../../core/aws-error.ts'
import { refusedValues, shownValue } from '../../core/refused-values.ts'
import { compileCondition } from './compile-condition.ts'
import { malformedPolicy } from './malformed-policy.ts'
import { matchResource } from './match-arn.ts'
import { tester, tokens } from './pattern.ts'
import type { Matches, Policy, PolicyKind, PrincipalElement, Statement } from './policy.ts'

const OneOrMore = z.union([z.string(), z.array(z.string()).min(1)]).transform((value) => [value].flat())
const Scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const Values = z.union([Scalar, z.array(Scalar).min(1)]).transform((value) => [value].flat())
const PrincipalJson = z.union([z.literal('*'), z.record(z.string(), OneOrMore)])

const StatementJson = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: PrincipalJson.optional(),
  NotPrincipal: z.unknown().optional(),
  Action: OneOrMore.optional(),
  NotAction: OneOrMore.optional(),
  Resource: OneOrMore.optional(),
  NotResource: OneOrMore.optional(),
  Condition: z.record(z.string(), z.record(z.string(), Values)).optional(),
})
type StatementJson = z.output<typeof StatementJson>

const Document = z.strictObject({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
  Id: z.string().optional(),
  Statement: z.preprocess((given) => (Array.isArray(given) ? given : [given]), z.array(StatementJson).min(1)),
})

/**
 * Parses, checks and compiles a policy document. Throws MalformedPolicyDocument, or Unsupported with the name of what it does not know.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function compilePolicy(text: string, kind: PolicyKind): Policy {
  const { Version, Statement } = parse(text)
  const sids = Statement.flatMap(({ Sid }) => (Sid ? [Sid] : []))
  if (new Set(sids).size < sids.length) {
    throw malformedPolicy('Statement IDs (SID) in a single policy must be unique.')
  }
  return { statements: Statement.map((statement) => compileStatement(statement, kind, Version === '2012-10-17')) }
}

function parse(text: string): z.output<typeof Document> {
  let json: unknown
  try {
    json = JSON.parse(text, refuseProto)
  } catch (error) {
    if (error instanceof AwsError) throw error
    throw malformedPolicy('This policy contains invalid Json')
  }
  const parsed = Document.safeParse(json)
  if (parsed.success) return parsed.data
  const wrong = refusedValues(parsed.error.issues, json).map(({ path, value }) => `${path} = ${shownValue(value)}`)
  throw malformedPolicy(`Syntax errors in policy. Not valid: ${wrong.join(', ')}`)
}

/** The schemas would pass over this key, and a condition under it with it. */
function refuseProto(key: string, value: unknown): unknown {
  if (key === '__proto__') throw malformedPolicy('Invalid Condition type : __proto__.')
  return value
}

function compileStatement(json: StatementJson, kind: PolicyKind, variables: boolean): Statement {
  if (json.NotPrincipal !== undefined) throw new Unsupported('the policy element NotPrincipal')
  const actions = exactlyOne(json.Action, json.NotAction, 'actions')
  if (kind === 'identity' && json.Principal) throw malformedPolicy('Policy document should not specify a principal.')
  if (kind !== 'identity' && !json.Principal) throw malformedPolicy('Policy statement must contain a principal.')
  if (kind === 'trust') checkTrust(json, actions.values)
  const conditions = Object.entries(json.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => compileCondition(operator, key, values, variables)),
  )
  return {
    sid: json.Sid ?? null,
    effect: json.Effect,
    principals: json.Principal ? principals(json.Principal) : null,
    action: actionMatcher(actions),
    resource: kind === 'trust' ? () => true : resourceMatcher(json, variables),
    conditions,
  }
}

function checkTrust(json: StatementJson, actions: string[]): void {
  if (json.Resource || json.NotResource) throw malformedPolicy('Has prohibited field Resource')
  if (json.NotAction || actions.some((action) => !/^(sts:.*|\*)$/i.test(action))) {
    throw malformedPolicy('AssumeRole policy may only specify STS AssumeRole actions.')
  }
}

interface Element {
  values: string[]
  not: boolean
}

function exactlyOne(values: string[] | undefined, notValues: string[] | undefined, what: string): Element {
  if (values && notValues) throw malformedPolicy(`Syntax errors in policy. A statement names its ${what} twice.`)
  const given = values ?? notValues
  if (!given) throw malformedPolicy(`Policy statement must contain ${what}.`)
  return { values: given, not: values === undefined }
}

function actionMatcher({ values, not }: Element): Statement['action'] {
  const tests = values.map((action) => {
    if (action !== '*' && !/^[a-z0-9-]+:[a-z0-9*?]+$/i.test(action)) {
      throw malformedPolicy(
        `Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc. Action: ${action}`,
      )
    }
    return tester(tokens(action.toLowerCase(), { wildcards: true, variables: false }))
  })
  return (action) => tests.some((test) => test(action)) !== not
}

function resourceMatcher(json: StatementJson, variables: boolean): Matches {
  const { values, not } = exactlyOne(json.Resource, json.NotResource, 'resources')
  const matchers = values.map((resource) => matchResource(resource, variables))
  return (resource, lookup) => matchers.some((matches) => matches(resource, lookup)) !== not
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function principals(json: z.output<typeof PrincipalJson>): PrincipalElement {
  if (json === '*') return { everyone: true }
  const { AWS = [], Service = [], ...other } = json
  const [unsupported] = Object.keys(other)
  if (unsupported) throw new Unsupported(`principals of type ${unsupported}`)
  const wrong = AWS.find((name) => !/^(\*|\d{12}|AROA[A-Z0-9]{17}|arn:aws:(iam|sts)::\d{12}:[^*?]+)$/.test(name))
  if (wrong !== undefined) throw malformedPolicy(`Invalid principal in policy: "AWS":"${wrong}"`)
  const badService = Service.find((name) => !/^[a-z0-9.-]+\.amazonaws\.com$/.test(name))
  if (badService !== undefined) throw malformedPolicy(`Invalid principal in policy: "SERVICE":"${badService}"`)
  return AWS.includes('*') ? { everyone: true } : { everyone: false, aws: AWS, services: Service }
}
