import type { ReactNode } from 'react'

export function RequestScreen({ chips }: { readonly chips: ReactNode }) {
  return chips
}
