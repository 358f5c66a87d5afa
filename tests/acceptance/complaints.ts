import { errorsOf } from './logged-errors.ts'
import { ROLE_PROBE } from './role-credentials.ts'

/** What a local cloud complains about, by the file whose tests run: nothing that a test does may make it. */
export class Complaints {
  readonly #lines: string[] = []
  #file = ''

  /** Whatever comes from now on is of this file, until another one begins. */
  begin(file = ''): void {
    this.#file = file
  }

  hear(line: string): void {
    if (!line.startsWith('Inert here:') && !line.startsWith(ROLE_PROBE)) this.#lines.push(`${this.#file}: ${line}`)
  }

  /** Throws what came since it was asked last: also what came after the end of an earlier file. */
  raise(): void {
    const lines = this.#lines.splice(0).flatMap((line) => [line, ...errorsOf(line)])
    if (lines.length > 0) throw new Error(`The local cloud complained:\n${lines.join('\n')}`)
  }
}
