// Headings: a page has one of the first level; a page that stands inside another has its own a level lower.
import { type ComponentChildren, createContext, type Ref } from "preact"
import { useContext } from "preact/hooks"

/** How many pages this one stands in. */
const Depth = createContext(0)

export function useDepth(): number {
  return useContext(Depth)
}

/** Pages inside a page. */
export function Nested({ children }: { readonly children: ComponentChildren }) {
  return <Depth.Provider value={useDepth() + 1}>{children}</Depth.Provider>
}

interface HeadingProps {
  /** In the page itself: 1 is its title. Looks the same at any depth. */
  readonly level: 1 | 2 | 3 | 4
  readonly children: ComponentChildren
  /** For the title of a page, which takes the focus. */
  readonly focusable?: Ref<HTMLHeadingElement>
}

export function Heading({ level, children, focusable }: HeadingProps) {
  const Tag = `h${level + useDepth()}` as "h1"
  if (focusable === undefined) return <Tag class={`heading-${level}`}>{children}</Tag>
  return (
    <Tag class={`heading-${level}`} tabIndex={-1} ref={focusable}>
      {children}
    </Tag>
  )
}
