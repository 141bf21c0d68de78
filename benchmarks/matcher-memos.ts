// Memos for the matcher benchmark: what people write in five languages, each memo once, one in a hundred with a word of
// the lexicons in it. The same count gives the same memos.
import { createRandom, type Random } from "../fixtures/generator/rng.ts"

const SEED = "moneytrail-matcher-1"
/** Of the memos, those that are given a word. */
const WITH_WORD = 0.01

const CHINESE = {
  frames: [
    "扫码消费 {n}",
    "订单 {n} {x}",
    "{m}月工资",
    "{m}月房租 {d}室",
    "转账给{w}",
    "{x} 尾款 {d}元",
    "群收款 {x} {d}",
    "{w}还款{d}",
    "生活费 {m}月{d}日",
    "美团外卖 {n}",
    "滴滴出行 {d} {w}",
    "手机充值{n}",
    "{x}运费 单号{n}",
  ],
  things: [
    ..."收纳箱 羽绒服 蓝牙耳机 电饭煲 儿童绘本 猫粮 水果 奶茶 火锅 球鞋 手机壳 洗衣液 面膜 茶叶".split(" "),
  ],
  names: ["王芳", "李伟", "张敏", "刘洋", "陈静", "杨帆", "赵磊", "黄丽", "周杰", "吴刚"],
}
const ENGLISH = {
  frames: [
    "Invoice {n}",
    "rent flat {d} {w}",
    "dinner with {w} {d}",
    "order {n} {x}",
    "thanks {w} for the {x} {d}",
    "REF {n} {x}",
    "{x} x {m} ({w})",
  ],
  things: [
    ..."groceries headphones shoes tickets petrol books coffee haircut deposit repairs gym furniture".split(
      " ",
    ),
  ],
  names: ["John", "Mary", "Amina", "Peter", "Grace", "David", "Sarah", "Liam"],
}
const VIETNAMESE = {
  frames: ["chuyển tiền cho {w} {d}", "tiền {x} tháng {m} {d}", "thanh toán đơn {n}", "{w} trả tiền {x} {d}"],
  things: ["nhà", "điện", "nước", "cà phê", "ăn trưa", "vé xe", "học phí", "quần áo"],
  names: ["anh Nam", "chị Lan", "Hạnh", "Tuấn", "cô Mai", "Khánh"],
}
const FRENCH = {
  frames: [
    "loyer {m} {w} {d}",
    "facture {n}",
    "remboursement {x} {d} {w}",
    "commande {n} {x}",
    "{x} pour {w} {d}",
  ],
  things: ["courses", "électricité", "crèche", "réparation", "billet", "déjeuner", "assurance", "essence"],
  names: ["Béatrice", "Paul", "Désiré", "Chloé", "Émile", "Flore"],
}
const SWAHILI = {
  frames: ["malipo ya {x} {n}", "kodi ya nyumba {d} {w}", "asante {w} {d}", "pesa ya {x} {d} {w}"],
  things: ["chakula", "nauli", "umeme", "maji", "shule", "simu", "mahindi"],
  names: ["Juma", "Asha", "Baraka", "Neema", "Rehema"],
}
/** Half of the memos are Chinese. */
const LANGUAGES = [CHINESE, CHINESE, CHINESE, CHINESE, ENGLISH, ENGLISH, VIETNAMESE, FRENCH, SWAHILI]

/** `count` different memos; `words` are put into one in a hundred. */
export function makeMemos(count: number, words: readonly string[]): string[] {
  const random = createRandom(SEED)
  const memos = new Set<string>()
  while (memos.size < count) memos.add(memo(random, words))
  return [...memos]
}

function memo(random: Random, words: readonly string[]): string {
  const { frames, things, names } = random.pick(LANGUAGES)
  const filled = random
    .pick(frames)
    .replace("{n}", () => String(random.int(10_000_000, 99_999_999)))
    .replace("{d}", () => String(random.int(10, 9999)))
    .replace("{m}", () => String(random.int(1, 12)))
    .replace("{x}", () => random.pick(things))
    .replace("{w}", () => random.pick(names))
  return random.chance(WITH_WORD) ? `${filled} ${random.pick(words)}` : filled
}
