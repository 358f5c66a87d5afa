/**
 * The parameters of a path as their caller meant them: API Gateway's proxy integration passes them as they stand in the address. One that is no
 * valid encoding stays as it is, and names nothing.
 */
export function pathParameters(raw: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, decoded(value)]))
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
