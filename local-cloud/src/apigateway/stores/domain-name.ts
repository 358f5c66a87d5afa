/** A custom domain name, for example `api.example.com`. */
export interface DomainName {
  name: string
  /** Of the stack that made it. */
  stack: string
  certificateArn: string
  securityPolicy: string
}

/** Where requests to a domain go whose path begins with the base path. */
export interface BasePathMapping {
  domain: string
  /** Without slashes; empty for the domain's root. */
  basePath: string
  apiId: string
  /** Null: the segment after the base path names it. */
  stage: string | null
}
