import type { MethodSetting, Stage, Throttle } from '../stores/rest-api-config.ts'

/**
 * The stage's throttle for a method: its own, or the default that all methods without one share.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export function stageThrottle(
  apiId: string,
  { name, methodSettings }: Pick<Stage, 'name' | 'methodSettings'>,
  resourcePath: string,
  verb: string,
): { bucket: string; limit: Throttle } | null {
  const covers = (setting: MethodSetting, path: string, method: string) =>
    setting.throttle && setting.resourcePath === path && setting.httpMethod === method
  for (const [path, method] of [
    [resourcePath, verb],
    [resourcePath, '*'],
    ['*', '*'],
  ] as const) {
    const limit = methodSettings.find((setting) => covers(setting, path, method))?.throttle
    if (limit) return { bucket: `stage ${apiId}/${name} ${path} ${method}`, limit }
  }
  return null
}
