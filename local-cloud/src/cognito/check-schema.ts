import { fullName } from './attributes.ts'
import { invalidParameter } from './errors.ts'
import type { PoolConfig } from './pool-config.ts'

type Entry = PoolConfig['Schema'][number]

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_StringAttributeConstraintsType.html */
const LONGEST_TEXT = 2048

/** Throws for attributes that no value could fit, or that Cognito does not take. */
export function checkSchema(schema: Entry[]): void {
  const names = schema.map(fullName)
  for (const [at, entry] of schema.entries()) {
    const name = names[at] ?? ''
    if (names.indexOf(name) < at) throw invalidParameter(`Invalid schema: the attribute ${name} is given twice.`)
    if (name.startsWith('custom:') && entry.Required)
      throw invalidParameter('Required custom attributes are not supported currently.')
    const { StringAttributeConstraints: text, NumberAttributeConstraints: number } = entry
    checkRange(name, 'Length', text?.MinLength, text?.MaxLength, { least: 0, most: LONGEST_TEXT })
    checkRange(name, 'Value', number?.MinValue, number?.MaxValue, {})
  }
}

function checkRange(
  name: string,
  what: 'Length' | 'Value',
  min: string | undefined,
  max: string | undefined,
  { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }: { least?: number; most?: number },
): void {
  for (const [member, value] of [
    [`Min${what}`, min],
    [`Max${what}`, max],
  ] as const) {
    if (value === undefined) continue
    if (!/^-?\d+$/.test(value) || Number(value) < least || Number(value) > most)
      throw invalidParameter(`Invalid schema: ${member} ${value} of the attribute ${name} is not valid.`)
  }
  if (min !== undefined && max !== undefined && Number(min) > Number(max))
    throw invalidParameter(`Invalid schema: Min${what} of the attribute ${name} is greater than its Max${what}.`)
}
