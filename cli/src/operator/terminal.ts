import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

/** Somebody who can be asked; null where nobody is there to answer. */
export interface Terminal {
  ask(question: string): Promise<string>
  /** What they type is not shown. */
  askHidden(question: string): Promise<string>
}

/** Questions go to stderr: what a command prints may be for a program. */
export function openTerminal(
  input: NodeJS.ReadStream = process.stdin,
  output: NodeJS.WriteStream = process.stderr,
): Terminal | null {
  if (!input.isTTY || !output.isTTY) return null
  return {
    ask: (question) => ask(question, input, output),
    async askHidden(question) {
      output.write(question)
      // In a terminal readline echoes by itself what is typed, to its output.
      const answer = await ask('', input, new Writable({ write: (_chunk, _encoding, done) => done() }))
      output.write('\n')
      return answer
    },
  }
}

async function ask(question: string, input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<string> {
  const lines = createInterface({ input, output, terminal: true, historySize: 0 })
  const stop = new AbortController()
  for (const event of ['SIGINT', 'close'] as const) lines.once(event, () => stop.abort())
  try {
    return await lines.question(question, { signal: stop.signal })
  } catch {
    throw new Error('Nobody answered.')
  } finally {
    lines.close()
  }
}
