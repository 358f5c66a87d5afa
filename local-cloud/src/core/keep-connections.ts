import type { Server } from 'node:http'

/** What answers tell clients: so long a connection may be used again. */
const TOLD_MS = 60_000
/** A question that was sent in time may be read late, where the machine is busy: it must not meet a connection that is being closed. */
const BUFFER_MS = 30_000

/** Has a server keep the connections of its clients, who use them again for each call. */
export function keepConnections(server: Server): void {
  server.keepAliveTimeout = TOLD_MS
  server.keepAliveTimeoutBuffer = BUFFER_MS
}
