import type { Deployed } from '../core/resource-type.ts'
import { conditionFunctions } from './intrinsics/conditions.ts'
import { NO_VALUE, type Scope, templateError } from './intrinsics/intrinsic.ts'
import { intrinsics, resolver } from './intrinsics/resolve.ts'
import type { ParameterValue } from './parameters.ts'
import { isExtended, type Template } from './template.ts'

/** Everything that a template's functions can name. */
export interface Surroundings {
  template: Template
  parameters: Record<string, ParameterValue>
  /** By name, for example `AWS::Region`. */
  pseudo: Record<string, string | string[]>
  /** A resource that was already created, with its type. */
  deployed(logicalId: string): (Deployed & { type: string }) | undefined
  exported(name: string): string | undefined
}

/** The scope of a template's resources and outputs. */
export function templateScope(surroundings: Surroundings): Scope {
  const { template, pseudo, deployed, exported } = surroundings
  const decided = new Map<string, boolean>()
  const deciding: string[] = []

  const shared = {
    extended: isExtended(template),
    condition,
    mapping: (map: string, top: string, second: string) => template.Mappings[map]?.[top]?.[second],
    importValue(name: string): string {
      const value = exported(name)
      if (value === undefined) throw templateError(`No export named ${name} found.`)
      return value
    },
  }
  const inConditions = resolver([...intrinsics, ...conditionFunctions], {
    ...shared,
    ref: (name) => parameter(name) ?? unresolved(name, 'Conditions'),
    attribute: (logicalId) => unresolved(logicalId, 'Conditions'),
  })
  return resolver(intrinsics, {
    ...shared,
    ref(name) {
      const given = parameter(name)
      if (given !== undefined) return given
      const resource = deployed(name)
      return resource ? (resource.ref ?? resource.physicalId) : unresolved(name, 'Resources')
    },
    attribute(logicalId, name) {
      const resource = deployed(logicalId)
      if (!resource) return unresolved(logicalId, 'Resources')
      const value = Object.hasOwn(resource.attributes, name)
        ? resource.attributes[name]
        : name
            .split('.')
            .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], resource.attributes)
      if (value === undefined) {
        throw templateError(
          `Template error: resource ${logicalId} (${resource.type}) does not support attribute type ${name} in Fn::GetAtt`,
        )
      }
      return value
    },
  })

  function parameter(name: string): unknown {
    if (name === 'AWS::NoValue') return NO_VALUE
    if (Object.hasOwn(pseudo, name)) return pseudo[name]
    if (!Object.hasOwn(surroundings.parameters, name)) return undefined
    const { value, input } = surroundings.parameters[name] as ParameterValue
    if (value === undefined)
      throw templateError(`Unable to fetch parameters [${input}] from parameter store for this account.`)
    return value
  }

  function condition(name: string): boolean {
    const known = decided.get(name)
    if (known !== undefined) return known
    if (!Object.hasOwn(template.Conditions, name)) {
      throw templateError(`Template validation error: Template error: unresolved condition dependency ${name}`)
    }
    if (deciding.includes(name))
      throw templateError(`Template error: Circular dependency between conditions: [${[...deciding, name].join(', ')}]`)
    deciding.push(name)
    const value = Boolean(inConditions.resolve(template.Conditions[name]))
    deciding.pop()
    decided.set(name, value)
    return value
  }
}

function unresolved(name: string, section: string): never {
  throw templateError(
    `Template format error: Unresolved resource dependencies [${name}] in the ${section} block of the template`,
  )
}
