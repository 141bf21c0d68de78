// The questions of the benchmark in DuckDB's SQL. Windows are closed at both ends: a payment is in the window of every
// payment of its party that comes within the span after it.

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`
const anyOf = (words: readonly string[]): string => words.join("|")

export const LOAD = (path: string): string => `
  create table payment as
  select row_number() over () as n, id, time, payer, payee, payeeName, currency, memo, channel,
         payeeCategory, payerCountry, payeeCountry, (amount * 100)::bigint as hundredths
  from read_csv(${text(path)}, header = true, delim = ',', quote = '"', nullstr = '', columns = {
    id: 'varchar', time: 'timestamptz', payer: 'varchar', payee: 'varchar', payeeName: 'varchar',
    amount: 'decimal(18,2)', currency: 'varchar', memo: 'varchar', channel: 'varchar',
    payeeCategory: 'varchar', payerCountry: 'varchar', payeeCountry: 'varchar' })`

interface Lists {
  readonly words: readonly string[]
  readonly benign: readonly string[]
  readonly couriers: readonly string[]
}

/** Text is looked at once for each different one. */
export const PREPARE = ({ words, benign, couriers }: Lists): string[] => [
  `create table told as
   select memo from (select distinct memo from payment where memo is not null)
   where regexp_matches(regexp_replace(nfc_normalize(lower(memo)), ${text(anyOf(benign))}, ' ', 'g'), ${text(anyOf(words))})`,
  `create table courier as
   select payeeName from (select distinct payeeName from payment where payeeName is not null)
   where regexp_matches(nfc_normalize(lower(payeeName)), ${text(anyOf(couriers))})`,
]

interface Windowed {
  readonly party: "payer" | "payee"
  readonly where: string
  readonly span: string
  readonly measure: string
  readonly least: number
}

const windowed = ({ party, where, span, measure, least }: Windowed): string => `
  with chosen as (select id, payer, payee, ${party} as party, time from payment where ${party} is not null and ${where}),
  measured as (
    select party, id, time, ${measure} over (
      partition by party order by time range between interval ${span} preceding and current row) as m
    from chosen)
  select party, id from (
    select party, id, max(m) over (
      partition by party order by time range between current row and interval ${span} following) as most
    from measured)
  where most >= ${least}`

const UNDER_CNY = "currency = 'CNY' and hundredths >= 4500000 and hundredths < 5000000"
const SOURCES = "('CM', 'TZ', 'NG', 'CF', 'CG', 'CD', 'GA', 'GQ', 'TD')"
const ON_ROUTE = `(
     (payerCountry in ('CN', 'HK') and payeeCountry in ${SOURCES})
  or (payerCountry = 'CN' and payeeCountry in ('MM', 'VN', 'PH'))
  or (payerCountry in ('VN', 'MM', 'PH') and payeeCountry in ${SOURCES}))`

/**
 * Each parcel is of the latest sale of the three days before that has none yet; where all have one, of the latest. Sales
 * and parcels are brackets that open and close: whose is whose is told by how many stand open.
 */
const COURIER_AFTER_SALE = `
  with sold as (
    select payee as party, time, n, 1 as step from payment
    where currency = 'CNY' and hundredths >= 3000 and payer is not null and payee is not null),
  sent as (
    select payer as party, time, n, -1 as step from payment
    where payer is not null and (payeeCategory in ('4214', '4215', '9402') or payeeName in (select payeeName from courier))),
  walked as (
    select *, sum(step) over (partition by party order by time, step desc, n rows unbounded preceding) as height
    from (select * from sold semi join sent using (party) union all select * from sent semi join sold using (party))),
  open as (
    select *, height - least(0, min(height) over (
      partition by party order by time, step desc, n rows unbounded preceding)) as depth,
      coalesce(min(height) over (
      partition by party order by time, step desc, n rows between unbounded preceding and 1 preceding), 0) as lowest
    from walked),
  sale as (select * from open where step = 1),
  parcel as (select *, case when height < least(0, lowest) then null else depth + 1 end as sold_at from open where step = -1),
  latest as (select party, time, max(n) as n from sale group by all),
  link as (
    select parcel.party, parcel.time, parcel.n as parcel,
      case when parcel.time - sale.time <= interval 3 days then sale.n else latest.n end as sale
    from parcel
    asof join latest on parcel.party = latest.party and parcel.time >= latest.time
    asof left join sale on parcel.party = sale.party and parcel.sold_at = sale.depth and parcel.time >= sale.time
    where parcel.time - latest.time <= interval 3 days),
  measured as (
    select *, count(distinct sale) over (
      partition by party order by time range between interval 30 days preceding and current row) as m
    from link),
  found as (
    select party, parcel, sale, max(m) over (
      partition by party order by time range between current row and interval 30 days following) as most
    from measured)
  select party, id from (
    select party, unnest([parcel, sale]) as n from found where most >= 3) join payment using (n)`

/** Each gives pairs of party and payment. */
export const QUESTIONS_IN_SQL = {
  "wildlife-words":
    "select payee as party, id from payment where payee is not null and memo in (select memo from told)",
  "cny-structuring-payee": windowed({
    party: "payee",
    where: UNDER_CNY,
    span: "7 days",
    measure: "count(*)",
    least: 3,
  }),
  "cny-structuring-payer": windowed({
    party: "payer",
    where: UNDER_CNY,
    span: "7 days",
    measure: "count(*)",
    least: 3,
  }),
  "usd-cash-structuring": windowed({
    party: "payee",
    where: "currency = 'USD' and channel = 'cash' and hundredths >= 850000 and hundredths < 1000000",
    span: "7 days",
    measure: "count(*)",
    least: 3,
  }),
  "courier-after-sale": COURIER_AFTER_SALE,
  "collected-on-delivery": windowed({
    party: "payee",
    where: "channel = 'cash-on-delivery' and payeeCategory is null",
    span: "30 days",
    measure: "count(*)",
    least: 3,
  }),
  "fan-in": windowed({
    party: "payee",
    where: "payeeCategory is null",
    span: "1 day",
    measure: "count(distinct payer)",
    least: 10,
  }),
  "fan-out": windowed({
    party: "payer",
    where: "currency = 'CNY' and hundredths >= 10000",
    span: "1 day",
    measure: "count(distinct payee)",
    least: 15,
  }),
  velocity: windowed({ party: "payer", where: "true", span: "1 hour", measure: "count(*)", least: 20 }),
  corridor: windowed({ party: "payee", where: ON_ROUTE, span: "90 days", measure: "count(*)", least: 3 }),
}

export const TOTALS = "select currency, sum(hundredths)::bigint as hundredths from payment group by currency"

/** Pairs of parties as numbers from 0, with their payments. */
export const EDGES = (path: string): string => `
  copy (
    with pair as (
      select least(payer, payee) as a, greatest(payer, payee) as b, count(*) as payments
      from payment where payer is not null and payee is not null and payer <> payee group by all),
    party as (select name, row_number() over (order by name) - 1 as number
              from (select a as name from pair union select b from pair))
    select one.number, other.number, payments
    from pair join party one on pair.a = one.name join party other on pair.b = other.name)
  to ${text(path)} (header false)`
