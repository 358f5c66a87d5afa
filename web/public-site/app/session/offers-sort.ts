import * as z from 'zod/mini'

const SortParameter = z.object({ name: z.literal('sort'), schema: z.object({ enum: z.array(z.string()) }) })
const Operation = z.object({ operationId: z.string(), parameters: z.optional(z.array(z.unknown())) })
const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })

/** Whether an OpenAPI document says that an operation lists by this sort. */
export function offersSort(document: unknown, operation: string, sort: string): boolean {
  const { paths } = z.parse(Document, document)
  return Object.values(paths)
    .flatMap((path) => Object.values(path))
    .map((one) => z.safeParse(Operation, one).data)
    .filter((one) => one?.operationId === operation)
    .flatMap((one) => one?.parameters ?? [])
    .some((parameter) => z.safeParse(SortParameter, parameter).data?.schema.enum.includes(sort))
}
