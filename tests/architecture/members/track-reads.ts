import type { Members } from '@tenantry/local-cloud/core/operation-input.ts'

/** The input as it was, telling of each member that is read from it by its path; a key of a map is `*`. */
export function trackReads(input: unknown, members: true | Members, told: (path: string) => void, at = ''): unknown {
  if (typeof input !== 'object' || input === null || members === true) return input
  const isPlain = Array.isArray(input) || Object.getPrototypeOf(input) === Object.prototype
  if (!isPlain) return input
  return new Proxy(input, {
    get(target, name, receiver) {
      const value = Reflect.get(target, name, receiver)
      if (typeof name !== 'string' || !Object.hasOwn(target, name)) return value
      if (Array.isArray(target)) return trackReads(value, members, told, at)
      const step = '*' in members ? '*' : name
      const path = at === '' ? step : `${at}.${step}`
      told(path)
      return trackReads(value, members[step] ?? true, told, path)
    },
  })
}
