import { dependencyOrder } from './dependency-order.ts'
import type { StackRequest } from './deploy-stack.ts'
import { templateError } from './intrinsics/intrinsic.ts'
import { references } from './intrinsics/resolve.ts'
import type { ParameterValue } from './parameters.ts'
import { type Engine, enter, resourceTypeOf, type StackRun } from './stack-run.ts'
import type { Stack } from './stack-store.ts'
import type { Template, TemplateResource } from './template.ts'
import { templateScope } from './template-scope.ts'

/** Written by the CDK for its own statistics. */
const IGNORED_TYPES = new Set(['AWS::CDK::Metadata'])

interface Beginning extends Pick<StackRequest, 'stack' | 'progress'> {
  former: Stack | undefined
  creating: boolean
  template: Template
  parameters: Record<string, ParameterValue>
}

/** Checks what can be checked before anything is touched (types, order, conditions), and stores that a deployment has begun. */
export function beginStack(engine: Engine, beginning: Beginning): { run: StackRun; imports: Map<string, string> } {
  const { context, stacks, resources } = engine
  const { former, creating, template, parameters, progress } = beginning
  const { name, source, tags, terminationProtection } = beginning.stack
  const continued = former && !former.status.startsWith('ROLLBACK') ? former : undefined
  const id =
    continued?.id ?? `arn:aws:cloudformation:${context.region}:${context.accountId}:stack/${name}/${context.ids.uuid()}`
  const stack: Stack = {
    name,
    id,
    status: 'CREATE_IN_PROGRESS',
    reason: null,
    description: template.Description ?? null,
    template: continued?.template ?? source,
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([key, { input, value, noEcho }]) => {
        const resolved =
          template.Parameters[key]?.Type.startsWith('AWS::SSM') && value !== undefined ? String(value) : undefined
        return [key, { input, noEcho, ...(resolved === undefined ? {} : { resolved }) }]
      }),
    ),
    outputs: continued?.outputs ?? [],
    tags,
    terminationProtection,
    imports: continued?.imports ?? {},
    fingerprint: null,
    createdAt: continued?.createdAt ?? context.clock.now(),
    updatedAt: continued?.updatedAt ?? null,
  }
  const imports = new Map<string, string>()
  let active = new Set<string>()
  const scope = templateScope({
    template,
    parameters,
    pseudo: {
      'AWS::AccountId': context.accountId,
      'AWS::Partition': 'aws',
      'AWS::Region': context.region,
      'AWS::StackId': id,
      'AWS::StackName': name,
      'AWS::URLSuffix': 'amazonaws.com',
    },
    deployed(logicalId) {
      const resource = active.has(logicalId) ? resources.get(name, logicalId) : undefined
      return resource?.deployed ? { ...resource.deployed, type: resource.type } : undefined
    },
    exported(exportName) {
      const value = stacks.export(exportName)?.value
      if (value !== undefined) imports.set(exportName, value)
      return value
    },
  })
  const wanted = Object.fromEntries(
    Object.entries(template.Resources).filter(
      ([, { Type, Condition }]) => !IGNORED_TYPES.has(Type) && (Condition === undefined || scope.condition(Condition)),
    ),
  )
  active = new Set(Object.keys(wanted))
  for (const { Type } of Object.values(wanted)) resourceTypeOf(engine, Type)
  checkReferences(template, wanted)
  const run: StackRun = { engine, stack, template, scope, order: dependencyOrder(wanted), journal: [], progress }
  enter(run, creating ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS')
  return { run, imports }
}

/** A name that nothing has would otherwise only be found once half of the stack is there. */
function checkReferences({ Resources, Parameters }: Template, wanted: Record<string, TemplateResource>): void {
  for (const { DependsOn, Properties } of Object.values(wanted)) {
    for (const name of [...DependsOn, ...references(Properties)]) {
      if (name.startsWith('AWS::') || Object.hasOwn(Resources, name) || Object.hasOwn(Parameters, name)) continue
      throw templateError(
        `Template format error: Unresolved resource dependencies [${name}] in the Resources block of the template`,
      )
    }
  }
}
