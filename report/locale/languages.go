package locale

import (
	"math/big"

	"tradebrief/data"
)

// The languages: their calendars, numbers and names of currencies. Their phrases
// stand in the files named by their tags.

// Numbers have a decimal comma in most of Europe. Thousands are apart by a blank
// that no line breaks at, from four digits on, in Spanish from five (Ortografía of
// 2010); Chinese, Korean and Japanese set commas.
var (
	asianNumerals    = data.Numerals{Group: ","}
	europeanNumerals = data.Numerals{Decimal: ","}
	spanishNumerals  = data.Numerals{Decimal: ",", From: 5}
)

var english = Locale{
	Tag: "en", texts: &englishTexts, plural: twoPlurals, forms: 2,
	percent: "%", gap: nbsp,
	months:  [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	short:   [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	quarter: [4]string{"Q1", "Q2", "Q3", "Q4"},
	brief:   [4]string{"Q1", "Q2", "Q3", "Q4"},
	comma:   ", ", and: " and ", quotes: [2]string{"“", "”"},
	money: money{
		million: scaleName{words: "million", short: "m", head: "million"},
		billion: scaleName{words: "billion", short: "bn", head: "billion"},
		before:  true,
		currencies: map[string]currency{
			"USD": {short: "US$"}, "EUR": {short: "€"}, "GBP": {short: "£"}, "CNY": {short: "RMB" + nbsp},
		},
	},
}

var chinese = Locale{
	Tag: "zh", texts: &chineseTexts, plural: onePlural, forms: 1,
	numerals: asianNumerals, percent: "%",
	months:  [12]string{"1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"},
	short:   [12]string{"1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"},
	quarter: [4]string{"第一季度", "第二季度", "第三季度", "第四季度"},
	brief:   [4]string{"一季度", "二季度", "三季度", "四季度"},
	comma:   "、", and: "和", quotes: [2]string{"“", "”"},
	money: money{
		million: scaleName{head: "亿", heads: -2},
		billion: scaleName{head: "亿", heads: 1},
		small:   scaleName{head: "万", heads: 2},
		myriads: []myriad{{4, "万"}, {8, "亿"}, {12, "万亿"}},
		currencies: map[string]currency{
			"USD": {"美元", "美元", "美元"}, "EUR": {"欧元", "欧元", "欧元"}, "GBP": {"英镑", "英镑", "英镑"}, "CNY": {"元人民币", "元人民币", "元"},
			"JPY": {"日元", "日元", "日元"}, "KRW": {"韩元", "韩元", "韩元"}, "RUB": {"卢布", "卢布", "卢布"}, "INR": {"印度卢比", "印度卢比", "印度卢比"},
			"HKD": {"港元", "港元", "港元"}, "CHF": {"瑞士法郎", "瑞士法郎", "瑞士法郎"}, "CAD": {"加元", "加元", "加元"}, "AUD": {"澳元", "澳元", "澳元"},
		},
	},
}

var korean = Locale{
	Tag: "ko", texts: &koreanTexts, plural: onePlural, forms: 1,
	numerals: asianNumerals, percent: "%",
	months:  [12]string{"1월", "2월", "3월", "4월", "5월", "6월", "7월", "8월", "9월", "10월", "11월", "12월"},
	short:   [12]string{"1월", "2월", "3월", "4월", "5월", "6월", "7월", "8월", "9월", "10월", "11월", "12월"},
	quarter: [4]string{"1분기", "2분기", "3분기", "4분기"},
	brief:   [4]string{"1분기", "2분기", "3분기", "4분기"},
	comma:   ", ", and: " 및 ", quotes: [2]string{"“", "”"},
	money: money{
		million: scaleName{head: "억", heads: -2},
		billion: scaleName{head: "억", heads: 1},
		small:   scaleName{head: "만", heads: 2},
		myriads: []myriad{{4, "만"}, {8, "억"}, {12, "조"}}, compound: true, after: nbsp,
		currencies: map[string]currency{
			"USD": {"달러", nbsp + "달러", "달러"}, "EUR": {"유로", nbsp + "유로", "유로"}, "GBP": {"파운드", nbsp + "파운드", "파운드"}, "CNY": {"위안", nbsp + "위안", "위안"},
			"JPY": {"엔", nbsp + "엔", "엔"}, "KRW": {"원", nbsp + "원", "원"}, "RUB": {"루블", nbsp + "루블", "루블"}, "INR": {"루피", nbsp + "루피", "루피"},
			"HKD": {"홍콩달러", nbsp + "홍콩달러", "홍콩달러"}, "CHF": {"스위스프랑", nbsp + "스위스프랑", "스위스프랑"}, "CAD": {"캐나다달러", nbsp + "캐나다달러", "캐나다달러"}, "AUD": {"호주달러", nbsp + "호주달러", "호주달러"},
		},
	},
}

var japanese = Locale{
	Tag: "ja", texts: &japaneseTexts, plural: onePlural, forms: 1,
	numerals: asianNumerals, percent: "%",
	months:  chinese.months,
	short:   chinese.short,
	quarter: [4]string{"第1四半期", "第2四半期", "第3四半期", "第4四半期"},
	brief:   [4]string{"第1四半期", "第2四半期", "第3四半期", "第4四半期"},
	comma:   "、", and: "、", quotes: [2]string{"「", "」"},
	money: money{
		million: scaleName{head: "億", heads: -2},
		billion: scaleName{head: "億", heads: 1},
		small:   scaleName{head: "万", heads: 2},
		myriads: []myriad{{4, "万"}, {8, "億"}, {12, "兆"}}, compound: true,
		currencies: map[string]currency{
			"USD": {"ドル", "ドル", "ドル"}, "EUR": {"ユーロ", "ユーロ", "ユーロ"}, "GBP": {"ポンド", "ポンド", "ポンド"}, "CNY": {"元", "元", "元"},
			"JPY": {"円", "円", "円"}, "KRW": {"ウォン", "ウォン", "ウォン"}, "RUB": {"ルーブル", "ルーブル", "ルーブル"}, "INR": {"ルピー", "ルピー", "ルピー"},
			"HKD": {"香港ドル", "香港ドル", "香港ドル"}, "CHF": {"スイスフラン", "スイスフラン", "スイスフラン"}, "CAD": {"カナダドル", "カナダドル", "カナダドル"}, "AUD": {"豪ドル", "豪ドル", "豪ドル"},
		},
	},
}

// below2 is the French rule: 1,9 million, 2,0 millions.
func below2(size *big.Rat) bool { return size.Cmp(big.NewRat(2, 1)) < 0 }

func exactly1(size *big.Rat) bool { return size.Cmp(one) == 0 }

var french = Locale{
	Tag: "fr", texts: &frenchTexts, plural: frenchPlurals, forms: 2,
	numerals: europeanNumerals, percent: nbsp + "%", gap: nbsp,
	months:  [12]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	short:   [12]string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."},
	quarter: [4]string{"1er" + nbsp + "trimestre", "2e" + nbsp + "trimestre", "3e" + nbsp + "trimestre", "4e" + nbsp + "trimestre"},
	brief:   [4]string{"T1", "T2", "T3", "T4"},
	first:   "1er",
	comma:   ", ", and: " et ", quotes: [2]string{"«" + nbsp, nbsp + "»"},
	money: money{
		million:  scaleName{words: "million|millions", short: "M", head: "millions"},
		billion:  scaleName{words: "milliard|milliards", short: "Md", head: "milliards"},
		singular: below2,
		currencies: map[string]currency{
			"USD": {"dollar|dollars", " de dollars", "$"}, "EUR": {"euro|euros", " d’euros", "€"}, "GBP": {"livre sterling|livres sterling", " de livres sterling", "£"}, "CNY": {"yuan|yuans", " de yuans", "CNY"},
			"JPY": {"yen|yens", " de yens", "JPY"}, "KRW": {"won|wons", " de wons", "KRW"}, "RUB": {"rouble|roubles", " de roubles", "RUB"}, "INR": {"roupie|roupies", " de roupies", "INR"},
		},
	},
}

var german = Locale{
	Tag: "de", texts: &germanTexts, plural: twoPlurals, forms: 2,
	numerals: europeanNumerals, percent: nbsp + "%", gap: nbsp,
	months:  [12]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
	short:   [12]string{"Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"},
	quarter: [4]string{"1." + nbsp + "Quartal", "2." + nbsp + "Quartal", "3." + nbsp + "Quartal", "4." + nbsp + "Quartal"},
	brief:   [4]string{"Q1", "Q2", "Q3", "Q4"},
	comma:   ", ", and: " und ", quotes: [2]string{"„", "“"},
	money: money{
		million: scaleName{words: "Mio.", short: "Mio.", head: "Mio."},
		billion: scaleName{words: "Mrd.", short: "Mrd.", head: "Mrd."},
		currencies: map[string]currency{
			"USD": {"US-Dollar", nbsp + "US-Dollar", "US$"}, "EUR": {"Euro", nbsp + "Euro", "€"}, "GBP": {"Pfund Sterling", nbsp + "Pfund Sterling", "£"}, "CNY": {"Yuan", nbsp + "Yuan", "CNY"},
			"JPY": {"Yen", nbsp + "Yen", "JPY"}, "KRW": {"Won", nbsp + "Won", "KRW"}, "RUB": {"Rubel", nbsp + "Rubel", "RUB"}, "INR": {"Rupien", nbsp + "Rupien", "INR"},
			"CHF": {"Franken", nbsp + "Franken", "CHF"},
		},
	},
}

var spanish = Locale{
	Tag: "es", texts: &spanishTexts, plural: twoPlurals, forms: 2,
	numerals: spanishNumerals, percent: nbsp + "%", gap: nbsp,
	months:  [12]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
	short:   [12]string{"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"},
	quarter: [4]string{"primer trimestre", "segundo trimestre", "tercer trimestre", "cuarto trimestre"},
	brief:   [4]string{"T1", "T2", "T3", "T4"},
	comma:   ", ", and: " y ", quotes: [2]string{"«", "»"},
	money: money{
		million: scaleName{words: "millón|millones", short: "M", head: "millones"},
		// A Spanish billón is a million millions: thousands of millions are told in millions.
		billion:  scaleName{words: "millón|millones", short: "M", head: "millones", shift: 3, heads: 3},
		singular: exactly1,
		currencies: map[string]currency{
			"USD": {"dólar|dólares", " de dólares", "$"}, "EUR": {"euro|euros", " de euros", "€"}, "GBP": {"libra esterlina|libras esterlinas", " de libras esterlinas", "£"}, "CNY": {"yuan|yuanes", " de yuanes", "CNY"},
			"JPY": {"yen|yenes", " de yenes", "JPY"}, "KRW": {"won|wones", " de wones", "KRW"}, "RUB": {"rublo|rublos", " de rublos", "RUB"}, "INR": {"rupia|rupias", " de rupias", "INR"},
		},
	},
}

var russian = Locale{
	Tag: "ru", texts: &russianTexts, plural: russianPlurals, forms: 3,
	numerals: europeanNumerals, percent: nbsp + "%", gap: nbsp,
	months:  [12]string{"январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"},
	dated:   [12]string{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"},
	short:   [12]string{"янв.", "февр.", "март", "апр.", "май", "июнь", "июль", "авг.", "сент.", "окт.", "нояб.", "дек."},
	quarter: [4]string{"I" + nbsp + "квартал", "II" + nbsp + "квартал", "III" + nbsp + "квартал", "IV" + nbsp + "квартал"},
	brief:   [4]string{"I" + nbsp + "кв.", "II" + nbsp + "кв.", "III" + nbsp + "кв.", "IV" + nbsp + "кв."},
	comma:   ", ", and: " и ", quotes: [2]string{"«", "»"},
	money: money{
		million: scaleName{words: "млн", short: "млн", head: "млн"},
		billion: scaleName{words: "млрд", short: "млрд", head: "млрд"},
		currencies: map[string]currency{
			"USD": {"долл." + nbsp + "США", nbsp + "долл." + nbsp + "США", "долл."}, "EUR": {"евро", nbsp + "евро", "евро"}, "GBP": {"ф." + nbsp + "ст.", nbsp + "ф." + nbsp + "ст.", "ф." + nbsp + "ст."}, "CNY": {"юаней", nbsp + "юаней", "юаней"},
			"JPY": {"иен", nbsp + "иен", "иен"}, "KRW": {"вон", nbsp + "вон", "вон"}, "RUB": {"руб.", nbsp + "руб.", "руб."}, "INR": {"рупий", nbsp + "рупий", "рупий"},
		},
	},
}
