import type { MatchedDomain } from './domain-route.ts'

/** A request to a stage, as the endpoint's HTTP server read it. */
export interface StageRequest {
  apiId: string
  stageName: string
  method: string
  /** What follows the stage, or the base path, still percent-encoded, with its leading slash. */
  path: string
  /** Without `?`, still encoded. */
  query: string
  /** By lower-case name, every value that was sent (`IncomingMessage.headersDistinct`). */
  headers: NodeJS.Dict<string[]>
  /** By lower-case name, the name as the client wrote it. */
  headerNames: NodeJS.Dict<string>
  body: Buffer
  sourceIp: string
  /** The custom domain that led here; null where the API's own host did. */
  domain: MatchedDomain | null
}

export interface StageResponse {
  status: number
  headers: Record<string, string | string[]>
  body: Buffer
}
