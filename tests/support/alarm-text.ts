import { NO_CONSOLE_URL } from '@tenantry/contracts/alarm-description.ts'

/** The description of a template's alarm, as it is before the console's address, to which it refers, is known. */
export function alarmText(description: unknown): string {
  const [, parts] = (description as { 'Fn::Join': [string, (string | { Ref: string })[]] })['Fn::Join']
  return parts.map((part) => (typeof part === 'string' ? part : NO_CONSOLE_URL)).join('')
}
