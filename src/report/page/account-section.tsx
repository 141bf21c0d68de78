// What went in: every row of every file, and what became of it.
import { Section, TableFrame, totalsText } from "./parts.tsx"
import { data, numberText, say } from "./report.ts"
import { Text } from "./text.tsx"

export function AccountSection() {
  const { rows, files, controlTotals } = data.account
  return (
    <Section title={say("overview.accounting")}>
      <p>
        {say("overview.accounting-sum", {
          read: rows.read,
          accepted: rows.accepted,
          rejected: rows.rejected,
          duplicates: rows.duplicates,
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
  const title = say("overview.accounting")
  return (
    <TableFrame label={title}>
      <table>
        <caption class="unseen">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{say("overview.file")}</th>
            <th scope="col">{say("overview.kind")}</th>
            <th scope="col" class="number">
              {say("overview.rows")}
            </th>
            <th scope="col" class="number">
              {say("overview.accepted")}
            </th>
            <th scope="col" class="number">
              {say("overview.rejected")}
            </th>
            <th scope="col" class="number">
              {say("overview.duplicates")}
            </th>
            <th scope="col" class="number">
              {say("overview.not-settled")}
            </th>
            <th scope="col">{say("overview.zone")}</th>
            <th scope="col">{say("overview.sha256")}</th>
          </tr>
        </thead>
        <tbody>
          {data.account.files.map((file) => (
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
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}

function Notes() {
  const { warnings, roundedAmounts, identicalRows, parties } = data.account
  const notes = [
    ...warnings,
    ...(roundedAmounts > 0 ? [say("overview.rounded", { number: roundedAmounts })] : []),
    ...(identicalRows > 0 ? [say("overview.identical", { number: identicalRows })] : []),
    ...(parties === null
      ? []
      : [
          say("overview.parties-file", {
            file: parties.file ?? "",
            matched: parties.matched,
            unknown: parties.unknown,
          }),
        ]),
  ]
  if (notes.length === 0) return null
  return (
    <>
      <h3>{say("overview.warnings")}</h3>
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
      <h3>{title}</h3>
      <TableFrame label={title}>
        <table>
          <caption class="unseen">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{say("overview.reject-code")}</th>
              <th scope="col" class="number">
                {say("overview.reject-count")}
              </th>
              <th scope="col">{say("overview.reject-example")}</th>
            </tr>
          </thead>
          <tbody>
            {rejects.map(({ code, count, message, file, line }) => (
              <tr>
                <th scope="row">
                  <code>{code}</code>
                </th>
                <td class="number">{numberText(count)}</td>
                <td>
                  <Text value={say("overview.reject-where", { message, file, line: String(line) })} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </>
  )
}
