// Countries as files write them: ISO 3166-1 alpha-2, alpha-3, and common English and Chinese names.

/** ISO 3166-1: alpha-2, alpha-3, then common names where the code alone is not how people write it. */
const COUNTRIES = `
AD AND Andorra|AE ARE United Arab Emirates=UAE=阿联酋|AF AFG Afghanistan|AG ATG Antigua and Barbuda|AI AIA Anguilla
AL ALB Albania|AM ARM Armenia|AO AGO Angola=安哥拉|AQ ATA Antarctica|AR ARG Argentina|AS ASM American Samoa
AT AUT Austria|AU AUS Australia=澳大利亚|AW ABW Aruba|AX ALA Åland Islands|AZ AZE Azerbaijan
BA BIH Bosnia and Herzegovina|BB BRB Barbados|BD BGD Bangladesh|BE BEL Belgium|BF BFA Burkina Faso|BG BGR Bulgaria
BH BHR Bahrain|BI BDI Burundi|BJ BEN Benin|BL BLM Saint Barthélemy|BM BMU Bermuda|BN BRN Brunei=Brunei Darussalam
BO BOL Bolivia|BQ BES Bonaire|BR BRA Brazil=巴西|BS BHS Bahamas|BT BTN Bhutan|BV BVT Bouvet Island|BW BWA Botswana=博茨瓦纳
BY BLR Belarus|BZ BLZ Belize|CA CAN Canada=加拿大|CC CCK Cocos Islands
CD COD Democratic Republic of the Congo=DR Congo=Congo Kinshasa=刚果民主共和国=刚果金|CF CAF Central African Republic
CG COG Congo=Republic of the Congo=Congo Brazzaville=刚果共和国=刚果布|CH CHE Switzerland=瑞士
CI CIV Ivory Coast=Côte d'Ivoire=科特迪瓦|CK COK Cook Islands|CL CHL Chile|CM CMR Cameroon=喀麦隆
CN CHN China=People's Republic of China=Mainland China=中国=中國=中华人民共和国=中国大陆|CO COL Colombia|CR CRI Costa Rica
CU CUB Cuba|CV CPV Cape Verde=Cabo Verde|CW CUW Curaçao|CX CXR Christmas Island|CY CYP Cyprus|CZ CZE Czechia=Czech Republic
DE DEU Germany=德国|DJ DJI Djibouti|DK DNK Denmark|DM DMA Dominica|DO DOM Dominican Republic|DZ DZA Algeria
EC ECU Ecuador|EE EST Estonia|EG EGY Egypt=埃及|EH ESH Western Sahara|ER ERI Eritrea|ES ESP Spain=西班牙|ET ETH Ethiopia=埃塞俄比亚
FI FIN Finland|FJ FJI Fiji|FK FLK Falkland Islands|FM FSM Micronesia|FO FRO Faroe Islands|FR FRA France=法国
GA GAB Gabon=加蓬|GB GBR United Kingdom=UK=Great Britain=英国|GD GRD Grenada|GE GEO Georgia|GF GUF French Guiana|GG GGY Guernsey
GH GHA Ghana=加纳|GI GIB Gibraltar|GL GRL Greenland|GM GMB Gambia|GN GIN Guinea=几内亚|GP GLP Guadeloupe|GQ GNQ Equatorial Guinea
GR GRC Greece|GS SGS South Georgia and the South Sandwich Islands|GT GTM Guatemala|GU GUM Guam|GW GNB Guinea-Bissau
GY GUY Guyana|HK HKG Hong Kong=Hong Kong SAR=香港=中国香港|HM HMD Heard Island and McDonald Islands|HN HND Honduras|HR HRV Croatia
HT HTI Haiti|HU HUN Hungary|ID IDN Indonesia=印度尼西亚=印尼|IE IRL Ireland|IL ISR Israel|IM IMN Isle of Man|IN IND India=印度
IO IOT British Indian Ocean Territory|IQ IRQ Iraq|IR IRN Iran|IS ISL Iceland|IT ITA Italy=意大利|JE JEY Jersey|JM JAM Jamaica
JO JOR Jordan|JP JPN Japan=日本|KE KEN Kenya=肯尼亚|KG KGZ Kyrgyzstan|KH KHM Cambodia=柬埔寨|KI KIR Kiribati|KM COM Comoros
KN KNA Saint Kitts and Nevis|KP PRK North Korea=朝鲜|KR KOR South Korea=Republic of Korea=韩国|KW KWT Kuwait|KY CYM Cayman Islands
KZ KAZ Kazakhstan=哈萨克斯坦|LA LAO Laos=Lao PDR=老挝|LB LBN Lebanon|LC LCA Saint Lucia|LI LIE Liechtenstein|LK LKA Sri Lanka
LR LBR Liberia|LS LSO Lesotho|LT LTU Lithuania|LU LUX Luxembourg|LV LVA Latvia|LY LBY Libya|MA MAR Morocco|MC MCO Monaco
MD MDA Moldova|ME MNE Montenegro|MF MAF Saint Martin|MG MDG Madagascar=马达加斯加|MH MHL Marshall Islands|MK MKD North Macedonia
ML MLI Mali|MM MMR Myanmar=Burma=缅甸|MN MNG Mongolia=蒙古|MO MAC Macao=Macau=澳门=中国澳门|MP MNP Northern Mariana Islands
MQ MTQ Martinique|MR MRT Mauritania|MS MSR Montserrat|MT MLT Malta|MU MUS Mauritius|MV MDV Maldives|MW MWI Malawi=马拉维
MX MEX Mexico=墨西哥|MY MYS Malaysia=马来西亚|MZ MOZ Mozambique=莫桑比克|NA NAM Namibia=纳米比亚|NC NCL New Caledonia|NE NER Niger
NF NFK Norfolk Island|NG NGA Nigeria=尼日利亚|NI NIC Nicaragua|NL NLD Netherlands=荷兰|NO NOR Norway|NP NPL Nepal=尼泊尔|NR NRU Nauru
NU NIU Niue|NZ NZL New Zealand=新西兰|OM OMN Oman|PA PAN Panama|PE PER Peru|PF PYF French Polynesia|PG PNG Papua New Guinea
PH PHL Philippines=菲律宾|PK PAK Pakistan=巴基斯坦|PL POL Poland|PM SPM Saint Pierre and Miquelon|PN PCN Pitcairn|PR PRI Puerto Rico
PS PSE Palestine|PT PRT Portugal|PW PLW Palau|PY PRY Paraguay|QA QAT Qatar|RE REU Réunion|RO ROU Romania|RS SRB Serbia
RU RUS Russia=Russian Federation=俄罗斯|RW RWA Rwanda=卢旺达|SA SAU Saudi Arabia=沙特阿拉伯|SB SLB Solomon Islands|SC SYC Seychelles
SD SDN Sudan|SE SWE Sweden|SG SGP Singapore=新加坡|SH SHN Saint Helena|SI SVN Slovenia|SJ SJM Svalbard and Jan Mayen|SK SVK Slovakia
SL SLE Sierra Leone|SM SMR San Marino|SN SEN Senegal|SO SOM Somalia|SR SUR Suriname|SS SSD South Sudan|ST STP Sao Tome and Principe
SV SLV El Salvador|SX SXM Sint Maarten|SY SYR Syria|SZ SWZ Eswatini=Swaziland|TC TCA Turks and Caicos Islands|TD TCD Chad
TF ATF French Southern Territories|TG TGO Togo=多哥|TH THA Thailand=泰国|TJ TJK Tajikistan|TK TKL Tokelau|TL TLS Timor-Leste=East Timor
TM TKM Turkmenistan|TN TUN Tunisia|TO TON Tonga|TR TUR Turkey=Türkiye=土耳其|TT TTO Trinidad and Tobago|TV TUV Tuvalu
TW TWN Taiwan=台湾=台灣=中国台湾|TZ TZA Tanzania=坦桑尼亚|UA UKR Ukraine|UG UGA Uganda=乌干达|UM UMI US Minor Outlying Islands
US USA United States=United States of America=美国|UY URY Uruguay|UZ UZB Uzbekistan|VA VAT Vatican=Holy See
VC VCT Saint Vincent and the Grenadines|VE VEN Venezuela|VG VGB British Virgin Islands|VI VIR US Virgin Islands
VN VNM Vietnam=Viet Nam=越南|VU VUT Vanuatu|WF WLF Wallis and Futuna|WS WSM Samoa|YE YEM Yemen|YT MYT Mayotte
ZA ZAF South Africa=南非|ZM ZMB Zambia=赞比亚|ZW ZWE Zimbabwe=津巴布韦`

const ALPHA2: ReadonlyMap<string, string> = new Map(
  COUNTRIES.trim()
    .split(/[|\n]/)
    .flatMap((entry) => {
      const [, alpha2 = "", alpha3 = "", names = ""] = /^(..) (...) (.*)$/.exec(entry.trim()) ?? []
      return [alpha3, ...names.split("=")].map((name) => [fold(name), alpha2] as const)
    }),
)

function fold(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s.,'’()_-]/g, "")
}

/** Alpha-2 code in capitals; undefined when the text is neither two letters nor a known code or name. */
export function countryCode(text: string): string | undefined {
  const known = ALPHA2.get(fold(text))
  if (known !== undefined) return known
  return /^[A-Za-z]{2}$/.test(text) ? text.toUpperCase() : undefined
}
