export function TenantApp() {
  return <p>…</p>
}
