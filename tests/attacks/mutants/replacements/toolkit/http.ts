import { apiHandler } from '@tenantry/toolkit/http.ts'

export const expectedTenantIgnored: typeof apiHandler = (options) => {
  const handler = apiHandler(options)
  return (event, context) => {
    const headers = Object.entries(event.headers ?? {}).filter(([name]) => name.toLowerCase() !== 'x-tenant-id')
    return handler({ ...event, headers: Object.fromEntries(headers) }, context)
  }
}
