// Where one is in the report, as the part of the address behind `#`: links, the back button and bookmarks work from disk.
import { useEffect, useState } from "preact/hooks"

export interface Route {
  /** `alerts`; empty: the overview. */
  readonly page: string
  /** Id of the alert, network or rule; null: none. */
  readonly id: string | null
}

export function hashOf(page: string, id?: string): string {
  return id === undefined ? `#/${page}` : `#/${page}/${encodeURIComponent(id)}`
}

function readRoute(hash: string): Route {
  const [page = "", id] = hash.replace(/^#\/?/, "").split("/")
  try {
    return { page, id: id === undefined || id === "" ? null : decodeURIComponent(id) }
  } catch {
    // Someone else's address: %-signs that encode nothing.
    return { page, id: null }
  }
}

/** Changes as the address does. */
export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash)
  useEffect(() => {
    const follow = () => setHash(location.hash)
    addEventListener("hashchange", follow)
    return () => removeEventListener("hashchange", follow)
  }, [])
  return readRoute(hash)
}
