import Flashbar from '@cloudscape-design/components/flashbar'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'

export type ToastType = 'success' | 'info' | 'warning' | 'error'

interface Toast {
  id: string
  type: ToastType
  content: ReactNode
}

const GOES_AFTER_MS = 6000

const AddContext = createContext<((type: ToastType, content: ReactNode) => void) | null>(null)
const ListContext = createContext<{ toasts: Toast[]; dismiss(id: string): void }>({ toasts: [], dismiss() {} })

/** Says that something was done, or was not. What went well goes by itself; what did not stays until it is dismissed. */
export function useToast(): (type: ToastType, content: ReactNode) => void {
  const add = useContext(AddContext)
  if (!add) throw new Error('useToast is called outside of the frame')
  return add
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([])
  const dismiss = useCallback((id: string) => setToasts((before) => before.filter((toast) => toast.id !== id)), [])
  const add = useCallback(
    (type: ToastType, content: ReactNode) => {
      const id = crypto.randomUUID()
      setToasts((before) => [{ id, type, content }, ...before])
      if (type === 'success' || type === 'info') setTimeout(() => dismiss(id), GOES_AFTER_MS)
    },
    [dismiss],
  )
  const list = useMemo(() => ({ toasts, dismiss }), [toasts, dismiss])
  return (
    <AddContext.Provider value={add}>
      <ListContext.Provider value={list}>{children}</ListContext.Provider>
    </AddContext.Provider>
  )
}

export function ToastList() {
  const { toasts, dismiss } = useContext(ListContext)
  return (
    <Flashbar
      items={toasts.map(({ id, type, content }) => ({
        id,
        type,
        content,
        dismissible: true,
        dismissLabel: 'Dismiss',
        statusIconAriaLabel: type,
        ariaRole: type === 'error' ? 'alert' : 'status',
        onDismiss: () => dismiss(id),
      }))}
    />
  )
}
