import type { LoggedLine } from '@tenantry/local-cloud/core/faces.ts'

const ERROR = /\bERROR\b/
const ID = /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g
const byId = new Map<string, string[]>()

/** Keeps what functions of systems under test log as errors. */
export function keepErrors({ group, message }: LoggedLine): void {
  if (!ERROR.test(message)) return
  for (const id of idsOf(message)) byId.set(id, [...(byId.get(id) ?? []), `${group}: ${message}`])
}

/** The errors logged for the requests that a text names: an answer says only that something went wrong, and a test that failed says no more than the answer. */
export const errorsOf = (text: string): string[] => [...new Set([...idsOf(text)].flatMap((id) => byId.get(id) ?? []))]

const idsOf = (text: string): Set<string> => new Set(text.match(ID))
