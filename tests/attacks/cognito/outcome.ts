/** `ok`, or the error's name. */
export async function outcome(call: () => Promise<unknown>): Promise<string> {
  try {
    await call()
    return 'ok'
  } catch (error) {
    return error instanceof Error ? error.name : String(error)
  }
}
