import { createSocket, type Socket } from 'node:dgram'
import { getStringFromEnv } from '@aws-lambda-powertools/commons/utils/env'
import { system } from './system.ts'

/** Where in a trace a piece of work is. https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
export interface Trace {
  /** Of the whole trace. */
  root: string
  parent: string
  /** Of the subsegment of this work. */
  id: string
}

/** What a subsegment says of the work. */
export interface Traced {
  name: string
  startedAt: number
  endedAt: number
  status: number
  /** By which traces are found; what is null is left out. */
  annotations: Record<string, string | null>
}

/**
 * The trace that work goes on with: that of its message, which is another one than that of the function that took a batch, or else Lambda's. Null where
 * nothing is traced, or where the trace was not chosen.
 */
export function traceOf(messageHeader = ''): Trace | null {
  const chosen = sampled(messageHeader) ?? sampled(ofInvocation())
  return chosen && { ...chosen, id: system.bytes(8).toString('hex') }
}

/** The id of the trace that the invocation itself belongs to, which X-Ray bills; undefined where none is recorded. */
export const recordedTrace = (): string | undefined => sampled(ofInvocation())?.root

const ofInvocation = (): string => getStringFromEnv({ key: '_X_AMZN_TRACE_ID', defaultValue: '' })

function sampled(header: string): Pick<Trace, 'root' | 'parent'> | null {
  const {
    Root: root,
    Parent: parent,
    Sampled,
  } = Object.fromEntries(header.split(';').map((part) => part.split('=', 2)))
  if (!root || !parent || Sampled !== '1') return null
  return { root, parent }
}

/** What is handed on to whom the work calls. */
export const traceHeader = ({ root, id }: Trace): string => `Root=${root};Parent=${id};Sampled=1`

/**
 * Sends a subsegment of our own to the daemon beside the function: Lambda's own segment takes no annotations. It is a datagram, so nothing waits for
 * an answer, and a daemon that is not there costs nothing. https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-daemon
 */
export async function sendTrace({ root, parent, id }: Trace, traced: Traced): Promise<void> {
  const [host = '', portText] = getStringFromEnv({ key: 'AWS_XRAY_DAEMON_ADDRESS', defaultValue: '' }).split(':')
  const port = Number(portText)
  if (host === '' || !(port > 0 && port < 65_536)) return
  const { name, startedAt, endedAt, status, annotations } = traced
  const subsegment = {
    type: 'subsegment',
    name,
    id,
    trace_id: root,
    parent_id: parent,
    start_time: startedAt / 1000,
    end_time: endedAt / 1000,
    fault: status >= 500,
    error: status >= 400 && status < 500,
    throttle: status === 429,
    annotations: Object.fromEntries(Object.entries(annotations).filter(([, value]) => value !== null)),
  }
  const datagram = `{"format":"json","version":1}\n${JSON.stringify(subsegment)}`
  // The function may be frozen as soon as it has answered. Whether the datagram arrives, nobody can know.
  await new Promise<void>((resolve) => toDaemon().send(datagram, port, host, () => resolve()))
}

let socket: Socket | undefined

function toDaemon(): Socket {
  if (socket) return socket
  socket = createSocket('udp4')
  socket.on('error', () => {
    socket?.close()
    socket = undefined
  })
  socket.unref()
  return socket
}
