import { Uint8ArrayBlobAdapter } from '@smithy/core/serde'

/** Lambda, as the one function that is invoked by its name sees it. */
export const lambdaOf = (run: (event: unknown) => Promise<unknown>) => ({
  async send({ input }: { input: { Payload?: unknown } }) {
    const payload = (value: unknown) => Uint8ArrayBlobAdapter.fromString(JSON.stringify(value ?? null))
    try {
      return { Payload: payload(await run(JSON.parse(String(input.Payload)))) }
    } catch (error) {
      const { name: errorType, message: errorMessage } = error as Error
      return { FunctionError: 'Unhandled', Payload: payload({ errorType, errorMessage }) }
    }
  },
})
