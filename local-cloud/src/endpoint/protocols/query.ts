import { AwsError } from '../../core/aws-error.ts'
import type { Service } from '../../core/service.ts'
import type { EndpointRequest, Protocol } from './protocol.ts'
import { element } from './xml.ts'

type QueryService = Extract<Service, { protocol: 'query' }>

const XML = { 'content-type': 'text/xml' }

/** AWS Query: a form with `Action`, answered in XML. https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export const queryProtocol: Protocol<QueryService> = {
  accessDeniedCode: 'AccessDenied',

  decode(service, request) {
    const form = formOf(request)
    const name = form.get('Action') ?? ''
    const operation = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined
    if (!operation) throw new AwsError('InvalidAction', `The local cloud does not support ${service.name}:${name}.`)
    const entries = [...form].filter(([key]) => key !== 'Action' && key !== 'Version')
    return { name, operation, input: nested(entries) }
  },

  encode: (service, { name }, output, requestId) => ({
    status: 200,
    headers: { ...XML, 'x-amzn-requestid': requestId },
    body: `<${name}Response xmlns="${service.xmlns}">${element(`${name}Result`, output ?? {})}${element('ResponseMetadata', { RequestId: requestId })}</${name}Response>`,
  }),

  encodeError: (error, requestId) => ({
    status: error.status,
    headers: { ...XML, 'x-amzn-requestid': requestId },
    body: `<ErrorResponse>${element('Error', {
      Type: error.status < 500 ? 'Sender' : 'Receiver',
      Code: error.code,
      Message: error.message,
      ...error.members,
    })}${element('RequestId', requestId)}</ErrorResponse>`,
  }),
}

/** The parameters of a call: in the query of a GET, in the body of everything else. */
export const formOf = ({ method, url, body }: EndpointRequest): URLSearchParams =>
  new URLSearchParams(method === 'GET' ? url.split('?')[1] : body.toString('utf8'))

type Tree = { [key: string]: Tree | string }

/** `Tags.member.1.Key=a` → `{ Tags: [{ Key: 'a' }] }`. */
export function nested(entries: [string, string][]): Record<string, unknown> {
  const tree: Tree = Object.create(null)
  for (const [path, value] of entries) {
    const parts = path.split('.')
    let node = tree
    for (const part of parts.slice(0, -1)) {
      const next = node[part]
      if (typeof next === 'object') node = next
      else node = node[part] = Object.create(null) as Tree
    }
    node[parts.at(-1) ?? ''] = value
  }
  return lists(tree) as Record<string, unknown>
}

function lists(node: Tree | string): unknown {
  if (typeof node === 'string') return node
  const members = node.member ?? node.entry
  if (typeof members === 'object' && Object.keys(node).length === 1) {
    return Object.entries(members)
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, member]) => lists(member))
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, lists(value)]))
}
