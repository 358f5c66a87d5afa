import { AwsError, Unsupported } from '../../core/aws-error.ts'
import { type RefusedValue, valueAt } from '../../core/refused-values.ts'
import type { ResourceType } from '../../core/resource-type.ts'
import type { Assembly, AssemblyStack } from '../assembly.ts'
import { fingerprintOf, previousInputs } from '../deploy-stack.ts'
import { withLocalHostNames } from '../host-names.ts'
import type { Scope } from '../intrinsics/intrinsic.ts'
import { judgedTemplate } from '../judge/judge-template.ts'
import { IGNORED_TYPES } from '../judge/require-types.ts'
import { masked } from '../no-echo.ts'
import { pseudoParameters } from '../open-deployment.ts'
import { parameterValues } from '../parameters.ts'
import { type Engine, localHosts } from '../stack-run.ts'
import { parseTemplate, type TemplateResource } from '../template.ts'
import { templateScope } from '../template-scope.ts'
import { withoutProviders } from '../without-providers.ts'
import { parseProperties } from './check-properties.ts'
import { foresee, isForeseen, PLACEHOLDER } from './foresee.ts'
import { refusalText } from './refusal-text.ts'

/**
 * Throws one error with everything in an assembly that the local cloud would refuse, before any of it is deployed: artifacts, and of each
 * stack's template the types, functions, properties and values.
 */
export function refuseUnsupported(
  engine: Engine,
  { stacks, unsupported }: Assembly,
  parameters: Record<string, Record<string, string>>,
): void {
  const lines = [
    ...unsupported.map((what) => new Unsupported(what).message),
    ...stacks.flatMap((stack) =>
      stackRefusals(engine, stack, parameters[stack.name] ?? {}).map((line) => `${stack.name}: ${line}`),
    ),
  ]
  if (lines.length === 0) return
  const { code, status } = new Unsupported('')
  throw new AwsError(code, `Nothing was deployed:\n${lines.map((line) => `  ${line}`).join('\n')}`, status)
}

function stackRefusals(engine: Engine, stack: AssemblyStack, given: Record<string, string>): string[] {
  try {
    judgedTemplate(stack.source, engine.types)
    return resourcesRefusals(engine, stack, given)
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    if (error.code !== 'UnsupportedByLocalCloud') return [error.message]
    // The judge stops at the first thing that is not supported: the resources name all of them.
    const all = resourcesRefusals(engine, stack, given)
    return all.length > 0 ? all : [error.message]
  }
}

function resourcesRefusals(engine: Engine, stack: AssemblyStack, given: Record<string, string>): string[] {
  const { name, source } = stack
  try {
    const former = engine.stacks.get(name)
    const parsed = parseTemplate(source)
    const previous = previousInputs(former, parsed.Parameters)
    const parameters = parameterValues(parsed.Parameters, { given, previous, ssm: engine.ssm })
    // What stands already was taken.
    if (former?.fingerprint === fingerprintOf(engine, stack, parameters)) return []
    const template = withoutProviders(parsed, (type) => engine.types.has(type))
    const unknown = { physicalId: PLACEHOLDER, attributes: anyAttribute, type: '' }
    const scope = templateScope({
      template,
      parameters,
      pseudo: pseudoParameters(engine.context, { name, id: former?.id ?? PLACEHOLDER }),
      deployed: (logicalId) => (Object.hasOwn(template.Resources, logicalId) ? unknown : undefined),
      exported: () => PLACEHOLDER,
    })
    return Object.entries(template.Resources)
      .filter(([, resource]) => isWanted(scope, resource))
      .flatMap(([logicalId, resource]) => resourceRefusals(engine, scope, logicalId, resource))
      .map((line) => masked(line, parameters))
  } catch (error) {
    if (error instanceof AwsError) return [error.message]
    throw error
  }
}

/** Whatever is asked for is there, and not known yet. */
const anyAttribute: Record<string, unknown> = new Proxy(
  {},
  {
    get: (_, name) => placeholderFor(String(name)),
    getOwnPropertyDescriptor: (_, name) => ({ configurable: true, value: placeholderFor(String(name)) }),
  },
)

/** Policies are read in spite of ARNs that are not known yet. */
const placeholderFor = (attribute: string): string =>
  /arn$/i.test(attribute) ? `arn:aws:${PLACEHOLDER}:us-east-1:000000000000:${PLACEHOLDER}` : PLACEHOLDER

/** A condition on what an earlier stack is still to store is left to the deployment. */
function isWanted(scope: Scope, { Type, Condition }: TemplateResource): boolean {
  try {
    return !IGNORED_TYPES.has(Type) && (Condition === undefined || scope.condition(Condition))
  } catch (error) {
    if (error instanceof AwsError) return false
    throw error
  }
}

function resourceRefusals(engine: Engine, scope: Scope, logicalId: string, resource: TemplateResource): string[] {
  const type = engine.types.get(resource.Type)
  if (!type) return [`${resource.Type} ${logicalId} is not supported by the local cloud`]
  const { value, unsupported } = foresee(scope, resource.Properties)
  const properties = withLocalHostNames(value, localHosts(engine)) as Record<string, unknown>
  const functions = unsupported.map(({ path, call }) => ({ path, value: call, why: undefined }))
  const parsed = parseProperties(type, properties, (part) => !isForeseen(part))
  const refused = 'refusals' in parsed ? parsed.refusals : []
  return [
    ...[...functions, ...refused].map((refusal) => refusalText(type.type, logicalId, asWritten(refusal, resource))),
    ...('properties' in parsed ? checkRefusal(type, logicalId, parsed.properties, isForeseen(properties)) : []),
  ]
}

/** What only the deployment gives is shown as the template has it. */
function asWritten(refusal: RefusedValue, { Properties }: TemplateResource): RefusedValue {
  if (isForeseen(refusal.value)) return refusal
  return { ...refusal, value: valueAt(Properties, refusal.path.split('.')) ?? refusal.value }
}

/** A placeholder may be what is wrong, unless the error names something else that is not supported. */
function checkRefusal(type: ResourceType, logicalId: string, properties: unknown, known: boolean): string[] {
  try {
    type.check?.(properties)
    return []
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    const counts = known || (error.code === 'UnsupportedByLocalCloud' && isForeseen(error.message))
    return counts ? [`${type.type} ${logicalId}: ${error.message}`] : []
  }
}
