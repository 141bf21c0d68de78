// Prints the page one is on; the style sheet leaves out what is only for the screen.
import { Link } from "./parts.tsx"
import { say } from "./report.ts"

export function PrintButton() {
  return (
    <p class="no-print">
      <button type="button" onClick={() => print()}>
        {say("print.page")}
      </button>{" "}
      <Link to="print">{say("print.all")}</Link>
    </p>
  )
}
