// Characters that are drawn like Latin letters, or nearly so, and stand for them in words made to be overlooked. A
// choice of our own out of what Unicode calls confusable (UTS 39), with the digits and signs of "leet" writing, and и,
// which is no lookalike but is read as i. Fullwidth, mathematical and circled letters are not here: NFKC folds them.

/** Pairs: the character as it stands in the text, in its own case, and the Latin letter it is drawn like. */
const CYRILLIC =
  "аaАaвbВbьbЬbсcСcԁdеeЕeёeЁeһhҺhнhНhіiІiїiЇiиiИiӏlӀlјjЈjкkКkмmМmпnоoОoрpРpԛqԚqгrяrЯrѕsЅsтtТtцuѵvѴvԝwԜwшwхxХxуyУyүyҮy"
const GREEK =
  "αaάaΑaΆaβbΒbϲcεeέeΕeΈeΗhιiίiϊiΐiΙiΊiϳjκkΚkΜmηnήnΝnπnοoόoσoΟoΌoρpΡpςsτtΤtμuυuύuϋuνvωwώwχxΧxγyΥyΎyΖz"
/** Small capitals and letters of phonetic script: Latin already, so they need no Latin letter beside them. */
const ODD_LATIN = "ɑaʙbᴄcᴅdᴇeꜰfɡgɢgʜhɪiɩiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz"
const DIGITS = "0o1i1l3e4a5s7t8b"
const SIGNS = "@a$s"

const foreign = readPairs(CYRILLIC + GREEK)
const oddLatin = readPairs(ODD_LATIN)
const figures = readPairs(DIGITS + SIGNS)

const FIGURES = [...figures.values()]

function readPairs(pairs: string): ReadonlyMap<number, string> {
  const letters = new Map<number, string>()
  for (let at = 0; at < pairs.length; at += 2) {
    const unit = pairs.charCodeAt(at)
    letters.set(unit, (letters.get(unit) ?? "") + pairs[at + 1]!)
  }
  return letters
}

/** The Latin letters that a UTF-16 unit may be drawn for; "": none. `raw`: as it stands in the text, before folding. */
export const drawnLike = (raw: number, folded: number): string => likeOf(raw) || likeOf(folded)

const likeOf = (unit: number): string => foreign.get(unit) ?? figures.get(unit) ?? oddLatin.get(unit) ?? ""

/** Whether a Latin letter may be written as a figure or a sign. */
export const drawnByFigure = (letter: string): boolean => FIGURES.some((letters) => letters.includes(letter))

/** The letters of other scripts that are drawn like Latin ones. */
export const foreignLookalikes = (): Iterable<number> => foreign.keys()

/** Whether a unit is a letter of another script that is drawn like a Latin one. */
export const isForeignLookalike = (unit: number): boolean => foreign.has(unit)

/** Whether a unit is a sign that may stand for a letter: between letters only, since it separates words as well. */
export const isLetterSign = (unit: number): boolean => SIGNS.includes(String.fromCharCode(unit))
