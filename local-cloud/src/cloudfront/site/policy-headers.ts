import type { ResponseHeadersPolicyConfig } from '../response-headers-policy-config.ts'

/** An answer's headers after a response headers policy. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html */
export function policyHeaders(
  origin: Record<string, string>,
  policy: ResponseHeadersPolicyConfig | undefined,
): Record<string, string> {
  const headers = { ...origin }
  for (const { Header, Value, Override } of headersOf(policy)) {
    const name = Header.toLowerCase()
    if (Override || headers[name] === undefined) headers[name] = Value
  }
  return headers
}

interface PolicyHeader {
  Header: string
  Value: string
  Override: boolean
}

function headersOf({
  SecurityHeadersConfig,
  CustomHeadersConfig,
}: Partial<ResponseHeadersPolicyConfig> = {}): PolicyHeader[] {
  const { ContentSecurityPolicy, ContentTypeOptions, FrameOptions, ReferrerPolicy, StrictTransportSecurity } =
    SecurityHeadersConfig ?? {}
  const header = (Header: string, Value: string | undefined, Override = false): PolicyHeader[] =>
    Value === undefined ? [] : [{ Header, Value, Override }]
  const transport = StrictTransportSecurity && [
    `max-age=${StrictTransportSecurity.AccessControlMaxAgeSec}`,
    ...(StrictTransportSecurity.IncludeSubdomains ? ['includeSubDomains'] : []),
    ...(StrictTransportSecurity.Preload ? ['preload'] : []),
  ]
  return [
    ...header('Content-Security-Policy', ContentSecurityPolicy?.ContentSecurityPolicy, ContentSecurityPolicy?.Override),
    ...header('X-Content-Type-Options', ContentTypeOptions && 'nosniff', ContentTypeOptions?.Override),
    ...header('X-Frame-Options', FrameOptions?.FrameOption, FrameOptions?.Override),
    ...header('Referrer-Policy', ReferrerPolicy?.ReferrerPolicy, ReferrerPolicy?.Override),
    ...header('Strict-Transport-Security', transport?.join('; '), StrictTransportSecurity?.Override),
    ...(CustomHeadersConfig?.Items ?? []),
  ]
}
