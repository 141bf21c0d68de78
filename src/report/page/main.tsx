// Starts the page: the summary that stands in the document gives way to the report.
import { render } from "preact"
import { App } from "./app.tsx"

const root = document.getElementById("report")
if (root !== null) {
  root.replaceChildren()
  render(<App />, root)
}
