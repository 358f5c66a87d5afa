/** `<data dir>/endpoints.json`: where everything is, and with what to get in. Its shape is a contract that tools and tests rely on. */
export interface Endpoints {
  web: string
  console: string
  controlPlaneApi: string
  /** AWS APIs of the local cloud, for `--endpoint-url`. */
  aws: string
  region: string
  accountId: string
  /** Answers the mails that were sent, newest last; with the key that opens it. */
  outbox: string
  /** The account administrator's. */
  credentials: { accessKeyId: string; secretAccessKey: string }
  operator: { username: string; password: string; userPoolId: string; clientId: string }
}
