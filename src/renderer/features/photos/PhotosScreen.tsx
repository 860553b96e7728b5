import type { ReactNode } from 'react'
export function PhotosScreen({ chips }: { readonly chips: ReactNode }) {
  return <>{chips}</>
}
