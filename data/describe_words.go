package data

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// foreignHeadings are words in which offices head their columns, by the English ones in
// which the rules about headings are written.
var foreignHeadings = [...]struct{ english, words string }{
	{"year", "año anio ano année annee jahr jaar anno yıl yıllar год рік rok god tahun năm ปี 연도 년도 年份 年"},
	{"month", "mes mês mois monat monate maand mese ay aylar месяц месяцы місяць miesiąc bulan tháng เดือน 월 年月"},
	{"quarter", "trimestre quartal quartale çeyrek квартал kwartał kuartal 분기 季度"},
	{"period", "periodo período période periode zeitraum dönem период 기간 期間 日期 时间 時間"},
	{"country", "país pais países paises pays land länder lander ülke ülkeler kraj страна страны країна paese paesi negara nước strana 국가 국가명 国名 国家 國家 ประเทศ handelspartner partnerland"},
	{"exports", "exportación exportaciones exportacion exportação exportações exportations exportation ausfuhr ausfuhren esportazioni ihracat i̇hracat eksport eksports ekspor экспорт вывоз експорт xuất 수출 輸出 出口 ส่งออก vývoz"},
	{"imports", "importación importaciones importacion importação importações importations importation einfuhr einfuhren importazioni ithalat i̇thalat импорт ввоз імпорт impor nhập 수입 輸入 进口 進口 นำเข้า dovoz"},
	{"value", "valor valores valeur wert werte valore valori değer стоимость вартість wartość nilai 금액 金额 金額 價值 价值 มูลค่า vl val"},
	{"weight", "peso poids gewicht вес нетто netto waga berat 중량 重量 น้ำหนัก"},
	{"quantity", "cantidad quantidade quantité quantita quantità menge mengen miktar количество ilość jumlah lượng 수량 数量 數量"},
	{"code", "código codigo kod kode код 코드 编码 代码 編碼"},
	{"hs", "taric ncm gtip sh nc tnved тнвэд warennummer tarifnummer zolltarifnummer 품목코드 품목번호 品目番号 統計品目番号 貨品號列 稅則號別"},
	{"product", "producto productos produto produtos produit produits ware waren ürün товар товары 품목명 품명 品名 貨名 mercancía mercadoria"},
	{"flow", "flujo fluxo flux handelsverkehr verkehr направление 구분 進出口別 输出入 輸出入 napr"},
	{"unit", "unidad unidade unité einheit birim единица satuan 단위 单位 單位 単位"},
	{"percentage", "porcentaje percentagem pourcentage prozent yüzde процент"},
	{"change", "variación variação variation veränderung değişim изменение 증감률 증감율 증감 增減"},
	{"balance", "saldo solde bilanz denge сальдо 무역수지 수지 差額 差引"},
	{"thousand", "miles mil millier milliers tsd tausend bin тыс тысяч ribu nghìn 천"},
	{"million", "millones milhões millions mio millionen milyon млн juta triệu 백만"},
	{"billion", "milliarden milliards mrd milyar млрд miliar tỷ 십억"},
	{"usd", "dólares dolares dólar dolar долл долларов 달러 불 米ドル ดอลลาร์"},
	{"krw", "원화"},
	{"try", "tl"},
	{"rub", "руб рублей"},
	{"thb", "บาท"},
	{"chf", "franken"},
	{"vnd", "đồng"},
	{"inr", "₹"},
	{"kg", "kilogramo kilogramos quilograma quilogramas kilogramm kilogramme кг กิโลกรัม 킬로그램"},
	{"tonnes", "toneladas tonelada tonnen ton тонн тонна 톤 ตัน"},
}

// vocabulary is foreignHeadings, to be looked up in.
type vocabulary struct {
	words map[string]string
	parts []foreignPart // of words of scripts that run words together, longer ones first
}

type foreignPart struct{ part, english string }

var foreignVocabulary = sync.OnceValue(func() vocabulary {
	v := vocabulary{words: map[string]string{}}
	for _, f := range foreignHeadings {
		for _, word := range strings.Fields(f.words) {
			if strings.ContainsFunc(word, runsTogether) {
				v.parts = append(v.parts, foreignPart{word, f.english})
			} else {
				v.words[word] = f.english
			}
		}
	}
	slices.SortStableFunc(v.parts, func(a, b foreignPart) int { return cmp.Compare(len(b.part), len(a.part)) })
	return v
})

// runsTogether reports whether a letter is of a script without blanks between words.
func runsTogether(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hangul, unicode.Thai, unicode.Katakana)
}

// headingMeaning is the words of a heading, each followed by what it means in
// English where it is of another language.
func headingMeaning(heading string) []string {
	words := headingWords(heading)
	if isASCII(heading) && !slices.ContainsFunc(words, func(w string) bool { return foreignVocabulary().words[w] != "" }) {
		return words
	}
	v := foreignVocabulary()
	var out []string
	for _, w := range words {
		out = append(out, w)
		if english := v.words[w]; english != "" {
			out = append(out, english)
		}
		if !strings.ContainsFunc(w, runsTogether) {
			continue
		}
		for _, p := range v.parts {
			if strings.Contains(w, p.part) {
				out = append(out, p.english)
				w = strings.ReplaceAll(w, p.part, " ")
			}
		}
	}
	return out
}
