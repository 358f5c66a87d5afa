import { AwsError } from '../core/aws-error.ts'

/** What is shown in place of a NoEcho value. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
export const NO_ECHO = '****'

/** Values of parameters by name, before or after they are shown. */
type Values = Record<string, { input: string; noEcho: boolean }>

/** A text that is shown or logged, without the NoEcho values that an error's message may have quoted. */
export function masked(text: string, ...parameters: (Values | undefined)[]): string {
  const secrets = parameters
    .flatMap((values) => Object.values(values ?? {}))
    .flatMap(({ input, noEcho }) => (noEcho && input !== '' ? [input] : []))
  // The longest first: one may be a part of another.
  const ordered = secrets.sort((a, b) => b.length - a.length)
  return ordered.reduce((shown, secret) => shown.replaceAll(secret, NO_ECHO), text)
}

/** What `work` gives; an error that it throws quotes no NoEcho value. */
export function maskingErrors<T>(parameters: Values, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    throw new AwsError(error.code, masked(error.message, parameters), error.status, error.members)
  }
}
