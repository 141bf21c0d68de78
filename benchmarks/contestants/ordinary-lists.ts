// The lists of benchmarks/rules, as they would stand in a program.

export const WORDS = [
  "象牙",
  "整牙",
  "穿山甲",
  "三白",
  "白塑料",
  "小甲",
  "鹤顶红",
  "玳瑁",
  "犀牛",
  "老虎",
  "大象",
  "虎皮",
  "sừng tê",
]

/** Phrases that hold such a word and mean something else. */
export const BENIGN = [
  "象牙白",
  "象牙色",
  "虎皮鸡爪",
  "虎皮青椒",
  "老虎菜",
  "小老虎",
  "玳瑁色",
  "鹤顶红茶",
  "犀牛软件",
  "大象公会",
]

export const COURIERS = [
  "顺丰",
  "圆通",
  "韵达",
  "京东物流",
  "中通快递",
  "申通快递",
  "百世快递",
  "德邦快递",
  "极兔",
  "宅急送",
  "邮政速递",
]
