import type { Endpoints } from './endpoints.ts'

export const STYLE = `
:root { color-scheme: light dark; --ink: #16202b; --soft: #52606d; --paper: #fbfbf9; --card: #fff; --line: #d9dee3; --accent: #0b6e4f }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8edf2; --soft: #a3b1bf; --paper: #11171d; --card: #1a222b; --line: #2e3a46; --accent: #5fd3a6 }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif }
main { max-width: 52rem; margin: 0 auto; padding: 3rem 1.25rem 5rem }
h1 { margin: 0 0 .5rem; font-size: 2rem; letter-spacing: -.02em }
h1::after { content: ''; display: block; width: 3rem; height: 4px; margin-top: .75rem; border-radius: 2px; background: var(--accent) }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.15rem }
p { margin: .5rem 0; color: var(--soft) }
dl { margin: 0; border: 1px solid var(--line); border-radius: 10px; background: var(--card); overflow: hidden }
dl div { display: grid; grid-template-columns: 11rem 1fr; gap: 0 1rem; padding: .6rem 1rem }
dl div + div { border-top: 1px solid var(--line) }
dt { color: var(--soft) }
dd { margin: 0; overflow-wrap: anywhere }
code, pre { font: 14px/1.5 ui-monospace, monospace }
pre { margin: .5rem 0; padding: 1rem; border: 1px solid var(--line); border-radius: 10px; background: var(--card); overflow-x: auto }
a { color: var(--accent) }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
@media (max-width: 40rem) { dl div { grid-template-columns: 1fr } main { padding-top: 2rem } }
`

/** The welcome page. It holds addresses and no secret: the password of the operator and the keys are in endpoints.json. */
export function welcomePage({ controlPlaneApi, aws, outbox, operator }: Omit<Endpoints, 'web' | 'console'>): string {
  const api = html(controlPlaneApi.replace(/\/$/, ''))
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tenantry is running</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
<h1>Tenantry is running</h1>
<p>The templates that deploy to AWS run here on a local cloud: identity, isolation, throttling and onboarding are the real ones.</p>

<h2>Addresses</h2>
<dl>
<div><dt>Control plane API</dt><dd><code>${api}</code> · <a href="${api}/openapi.json">OpenAPI</a> · <a href="${api}/tiers">tiers</a></dd></div>
<div><dt>AWS APIs</dt><dd><code>${html(aws)}</code></dd></div>
<div><dt>Outbox</dt><dd><a href="${html(outbox)}">the mails that were sent</a></dd></div>
</dl>

<h2 id="tenants">Sign a tenant up</h2>
<p>Anyone may register. The invitation, with a temporary password, arrives in the outbox when the tenant is active.</p>
<pre>curl -X POST ${api}/registrations -H 'content-type: application/json' \\
  -d '{"tenantName":"Acme","email":"ada@acme.example","tier":"Basic"}'
curl '${api}/tenant-config?name=acme'</pre>
<p>The second answer says where the tenant's people sign in (user pool and client) and where their API is.</p>

<h2 id="operators">Operate</h2>
<p>The first operator is <code>${html(operator.username)}</code>; the password is in <code>endpoints.json</code> in the data folder, which only you can read.
An operator's access token opens <code>${api}/tenants</code>.</p>
</main>
</body>
</html>
`
}

const html = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c)
