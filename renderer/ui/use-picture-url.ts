import { useEffect, useState } from 'react'

/** An address for the bytes of a picture, good while the component shows; null without any. */
export function usePictureUrl(
  picture: { readonly mediaType: string; readonly bytes: Uint8Array<ArrayBuffer> } | null,
): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (picture === null) return setUrl(null)
    const made = URL.createObjectURL(new Blob([picture.bytes], { type: picture.mediaType }))
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [picture])
  return url
}
