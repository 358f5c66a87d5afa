import type { AwsError } from '../../core/aws-error.ts'

/** The token of the page that begins at a place of a list. */
export const writeToken = (start: number): string => Buffer.from(`from ${start}`).toString('base64url')

/** Where the page begins: without a token at the start. */
export function readToken(token: string | undefined, invalid: () => AwsError): number {
  if (token === undefined) return 0
  const start = /^from (\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString())?.[1]
  if (start === undefined) throw invalid()
  return Number(start)
}
