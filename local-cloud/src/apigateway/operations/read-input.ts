import { badRequest } from '../errors.ts'

// Path and query members arrive as text, those of the body as JSON.

export function readFlag(value: unknown): boolean | undefined {
  if (value === undefined || value === null || typeof value === 'boolean') return value ?? undefined
  if (value === 'true' || value === 'false') return value === 'true'
  throw badRequest(`Invalid value for boolean: ${value}`)
}

export function readText(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined
  throw badRequest(`Invalid value for ${name}: a string is expected`)
}

export function readNumber(value: unknown, name: string): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number === 'number' && Number.isFinite(number)) return number
  throw badRequest(`Invalid value for ${name}: a number is expected`)
}

export function readInteger(value: unknown, name: string): number {
  const number = readNumber(value, name)
  if (Number.isInteger(number)) return number
  throw badRequest(`Invalid value for ${name}: an integer is expected`)
}
