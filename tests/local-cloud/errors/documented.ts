import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The exceptions that AWS's model names for an operation, as the SDK's own documentation lists them. */
export function documentedErrors(sdkPackage: string, operation: string): string[] {
  const command = import.meta.resolve(`${sdkPackage}/package.json`)
  const types = fileURLToPath(new URL(`dist-types/commands/${operation}Command.d.ts`, command))
  const named = [...readFileSync(types, 'utf8').matchAll(/@throws \{@link (\w+)\}/g)].map((match) => match[1] ?? '')
  // The last is the base class of the service, which stands for everything else.
  return [...new Set(named)].filter((name) => !name.endsWith('ServiceException') || name === 'ServiceException').sort()
}
