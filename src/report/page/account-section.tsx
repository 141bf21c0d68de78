// What went in: every row of every file, and what became of it.
import { Heading } from "./headings.tsx"
import { Section, totalsText } from "./parts.tsx"
import { data, numberText, say } from "./report.ts"
import { Table } from "./tables.tsx"
import { Text } from "./text.tsx"

export function AccountSection() {
  const { rows, files, controlTotals } = data.account
  return (
    <Section title={say("overview.accounting")}>
      <p>
        {say("overview.accounting-sum", {
          rows: say("counted.rows", { count: rows.read }),
          accepted: rows.accepted,
          rejected: rows.rejected,
          duplicates: say("counted.duplicates", { count: rows.duplicates }),
          notSettled: rows.notSettled,
        })}
      </p>
      {files.length === 0 ? <p>{say("overview.no-files")}</p> : <Files />}
      <p>
        {say("overview.control-totals")}: {totalsText(controlTotals)}
      </p>
      <Notes />
      <Rejects />
    </Section>
  )
}

function Files() {
  return (
    <Table
      title={say("overview.accounting")}
      head={[
        say("overview.file"),
        say("overview.kind"),
        { number: say("overview.rows") },
        { number: say("overview.accepted") },
        { number: say("overview.rejected") },
        { number: say("overview.duplicates") },
        { number: say("overview.not-settled") },
        say("overview.zone"),
        say("overview.sha256"),
      ]}
      items={data.account.files}
      row={(file) => (
        <tr>
          <th scope="row">
            <Text value={file.file} />
          </th>
          <td>{file.preset === null ? file.format : `${file.format} (${file.preset})`}</td>
          <td class="number">{numberText(file.rows.read)}</td>
          <td class="number">{numberText(file.rows.accepted)}</td>
          <td class="number">{numberText(file.rows.rejected)}</td>
          <td class="number">{numberText(file.rows.duplicates)}</td>
          <td class="number">{numberText(file.rows.notSettled)}</td>
          <td>
            {file.timeZoneAssumed ? say("overview.zone-assumed", { zone: file.timeZone }) : file.timeZone}
          </td>
          <td>
            <code class="hash">{file.sha256}</code>
          </td>
        </tr>
      )}
    />
  )
}

function Notes() {
  const { warnings, roundedAmounts, identicalRows, parties } = data.account
  const notes = [
    ...warnings,
    ...(roundedAmounts > 0 ? [say("overview.rounded", { count: roundedAmounts })] : []),
    ...(identicalRows > 0 ? [say("overview.identical", { count: identicalRows })] : []),
    ...(parties === null
      ? []
      : [
          say("overview.parties-file", {
            file: parties.file ?? "",
            matched: parties.matched,
            count: parties.unknown,
          }),
        ]),
  ]
  if (notes.length === 0) return null
  return (
    <>
      <Heading level={3}>{say("overview.warnings")}</Heading>
      <ul>
        {notes.map((note) => (
          <li>
            <Text value={note} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Rejects() {
  const { rejects } = data.account
  const title = say("overview.rejects")
  if (rejects.length === 0) return null
  return (
    <>
      <Heading level={3}>{title}</Heading>
      <Table
        title={title}
        head={[
          say("overview.reject-code"),
          { number: say("overview.reject-count") },
          say("overview.reject-example"),
        ]}
        items={rejects}
        row={({ code, count, message, file, line }) => (
          <tr>
            <th scope="row">
              <code>{code}</code>
            </th>
            <td class="number">{numberText(count)}</td>
            <td>
              <Text value={say("overview.reject-where", { message, file, line: String(line) })} />
            </td>
          </tr>
        )}
      />
    </>
  )
}
