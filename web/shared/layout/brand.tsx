/** The mark and the name, without a link: each site leads it to its own home. */
export function Brand({ suffix }: { suffix?: string }) {
  return (
    <span className="brand">
      <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="#0b6e4f" />
        <path d="M8 10h16M16 10v13" stroke="#fff" strokeWidth="3.5" strokeLinecap="round" />
        <circle cx="9.5" cy="20" r="2.5" fill="#5fd3a6" />
        <circle cx="22.5" cy="20" r="2.5" fill="#5fd3a6" />
      </svg>
      Tenantry{suffix && <span className="brand-suffix">{suffix}</span>}
    </span>
  )
}
