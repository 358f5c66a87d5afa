import { QRCodeSVG } from 'qrcode.react'
import { AppCode, type AppCodeProps } from './app-code.tsx'
import './app-set-up.css'

export interface AppSetUpProps extends Pick<AppCodeProps, 'onDone' | 'onBack'> {
  /** Base32, as authenticator apps take it. */
  secret: string
  email: string
}

const ISSUER = 'Tenantry'

/** https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
const appUri = (secret: string, email: string): string =>
  `otpauth://totp/${ISSUER}:${encodeURIComponent(email)}?${new URLSearchParams({ secret, issuer: ISSUER })}`

/** An authenticator app gets its secret, as a picture or as text, and shows by its first code that it has it. */
export function AppSetUp({ secret, email, onDone, onBack }: AppSetUpProps) {
  return (
    <div className="app-set-up">
      <p>
        Operators sign in with a code of an authenticator app beside their password. Scan this with the app on your
        phone, or type the key into it.
      </p>
      <QRCodeSVG
        className="app-set-up-picture"
        title="QR code for your authenticator app"
        value={appUri(secret, email)}
        size={196}
        marginSize={4}
        level="M"
      />
      <dl className="app-set-up-key">
        <dt>Key</dt>
        <dd>{secret.match(/.{1,4}/g)?.join(' ')}</dd>
      </dl>
      <AppCode
        submit="Set up and sign in"
        help="The six digits that the app shows now."
        onDone={onDone}
        onBack={onBack}
      />
    </div>
  )
}
