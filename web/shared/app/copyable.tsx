import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'

/** A text that people carry elsewhere (an id, an address), with a button that copies it. */
export function Copyable({ value, label }: { value: string; label: string }) {
  return (
    <CopyToClipboard
      variant="inline"
      textToCopy={value}
      copyButtonAriaLabel={`Copy ${label}`}
      copySuccessText="Copied"
      copyErrorText="Could not be copied"
    />
  )
}
