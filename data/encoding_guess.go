package data

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// script is an encoding with the characters beyond ASCII that tables of trade in
// it mostly hold. Read in a wrong encoding, a text has hardly any of them.
type script struct {
	label, name string
	encoding    encoding.Encoding
	letters     string
	rest        *unicode.RangeTable // less usual ones
	words       bool                // whole words are written in letters beyond ASCII, one byte each: they come in runs
}

const (
	kana = "ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろわをん" +
		"ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロワヲンヴー"
	kanji = "年月日国名輸出入額数量単位品目統計合金千円百万億別地域総番号貿易税関概況第一二三四五六七八九十大中小米独仏英韓台港伊加豪印露南北東西亜機械車両鉄鋼化学食料製原材他類等再"
	han   = "的国年月日出口进额商品数量美元人民币单位合计地区总值其他产品名称编码贸易伙伴方式重千克吨类别中华南北东西亚非欧洲拉印度尼阿尔及利本韩台湾香港澳门德法英意大俄罗斯巴加拿哥伦比马来新坡泰越菲律宾老挝缅甸柬埔寨朝鲜蒙古伊朗土耳其沙特乌克兰波哈萨智秘鲁墨" +
		"用机械设备电子车船纺织服装鞋木纸塑料橡胶化学金属钢铁铝铜矿油气煤粮食肉鱼果蔬茶糖烟酒药制零件部第一二三四五六七八九十百万亿据始发时间注册海关不在内为有和或"
	hanOfOld = "的國年月日出口進額商品數量美元單位合計地區總值其他產品名稱號列貨貿易方式重公斤噸類別中華南北東西亞非歐洲拉印度尼阿爾及利本韓臺台灣香港澳門德法英意大俄羅斯巴加拿哥倫比馬來新坡泰越菲律賓寮緬甸柬埔寨朝鮮蒙古伊朗土耳其沙烏地克蘭波哈薩智秘魯墨" +
		"用機械設備電子積體路車船紡織服裝鞋木紙塑膠橡化學金屬鋼鐵鋁銅礦油氣煤糧食肉魚果蔬茶糖菸酒藥製零件部第一二三四五六七八九十百千萬億文價陸民大據復為有和或不別"
	hangul = "수출입액중량품목국가기간총계코드명년월일금무역지단위천달러불톤미일본독베트남인도네시아대만홍콩영프랑스이탈리기타합별상세전체율비증감건용제류강철동반자차부선박석유화학의및과나다라마바사하러베연도분코성고어오조치소주장물공구보신재특구원산업통관세청한정"
	// Letters of the languages that an encoding of the west is for.
	western   = "àâäáãåæçèéêëìíîïñòóôöøœùúüÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖØŒÙÚÜ–—‘’“”«»·°€£²³½ªº§©®"
	icelandic = "áéíóúýæöðþÁÉÍÓÚÝÆÖÐÞ"
	turkish   = "çğıöşüâîûÇĞİÖŞÜ"
	polish    = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"
	czech     = "áčďéěíňóřšťúůýžľĺŕôäÁČĎÉĚÍŇÓŘŠŤÚŮÝŽĽ"
	hungarian = "áéíóöőúüűÁÉÍÓÖŐÚÜŰ"
	// The letters that are most of any text.
	cyrillic = "оеаинтсрвлкмдпуяОЕАИНТСРВЛКМДПУЯ"
	greek    = "αοιετσνηυρκπλμςίάόέήώγδχΑΟΙΕΤΣΝΗΥΡΚΠΛΜΓΔΧ"
	thai     = "านรกอเงมยลวดทสตบปคหพชจไใโแะศษ่้ิี็ั์ุูำ"
)

// scripts in the order in which they are tried: of two that read a text equally
// well the first is meant.
var scripts = [...]script{
	{"windows-1252", "Windows-1252 (Western European)", charmap.Windows1252, western, nil, false},
	{"windows-1254", "Windows-1254 (Turkish)", charmap.Windows1254, turkish, nil, false},
	{"windows-1252", "Windows-1252 (Western European)", charmap.Windows1252, icelandic, nil, false},
	{"windows-1250", "Windows-1250 (Central European)", charmap.Windows1250, polish, nil, false},
	{"windows-1250", "Windows-1250 (Central European)", charmap.Windows1250, czech, nil, false},
	{"windows-1250", "Windows-1250 (Central European)", charmap.Windows1250, hungarian, nil, false},
	{"windows-1252", "Windows-1252 (Western European)", charmap.Windows1252, western + "õûÕÛ", nil, false}, // which Hungarian has in their place
	{"iso-8859-2", "ISO 8859-2 (Central European)", charmap.ISO8859_2, polish, nil, false},
	{"iso-8859-2", "ISO 8859-2 (Central European)", charmap.ISO8859_2, czech, nil, false},
	{"gb18030", "GB18030 (Chinese)", simplifiedchinese.GB18030, han, unicode.Han, false},
	{"big5", "Big5 (Chinese of Taiwan and Hong Kong)", traditionalchinese.Big5, hanOfOld, unicode.Han, false},
	{"shift_jis", "Shift-JIS (Japanese)", japanese.ShiftJIS, kana + kanji, unicode.Han, false},
	{"euc-jp", "EUC-JP (Japanese)", japanese.EUCJP, kana + kanji, unicode.Han, false},
	{"euc-kr", "EUC-KR (Korean)", korean.EUCKR, hangul, unicode.Hangul, false},
	{"windows-1251", "Windows-1251 (Cyrillic)", charmap.Windows1251, cyrillic, nil, true},
	{"koi8-r", "KOI8-R (Cyrillic)", charmap.KOI8R, cyrillic, nil, true},
	{"ibm866", "IBM 866 (Cyrillic)", charmap.CodePage866, cyrillic, nil, true},
	{"windows-1253", "Windows-1253 (Greek)", charmap.Windows1253, greek, nil, true},
	{"windows-874", "Windows-874 (Thai)", charmap.Windows874, thai, nil, true},
}

func scriptOf(label string) *script {
	for i := range scripts {
		if scripts[i].label == label {
			return &scripts[i]
		}
	}
	return &scripts[0]
}

// enoughText is how much text beyond ASCII tells its encoding.
const enoughText = 16 << 10

// guessEncoding names the encoding that text which is not UTF-8 most likely has:
// the one in which most of its characters beyond ASCII are usual.
func guessEncoding(text string) string {
	text = text[:min(len(text), enoughText)]
	long := longRuns(text)
	best, most := &scripts[0], 0.0
	for i := range scripts {
		s := &scripts[i]
		if _, single := s.encoding.(*charmap.Charmap); single && s.words != long {
			continue
		}
		if score := s.score(text); score > most {
			best, most = s, score
		}
	}
	return best.label
}

// longRuns reports whether the bytes beyond ASCII come in runs, as they do in
// words that have no other letters: western words have few of them.
func longRuns(text string) bool {
	runs, high := 0, 0
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			high++
			if i == 0 || text[i-1] < utf8.RuneSelf {
				runs++
			}
		}
	}
	return 5*high >= 9*runs
}

// signsOfAll are signs of many encodings. Those of two bytes are told by them
// where nothing else is beyond ASCII.
const signsOfAll = "，。、（）：；％＜＞≤≥℃×·－—–‘’“”«»°€£№　 〒￥＄"

// score is the share of the characters beyond ASCII that are usual. Those that no
// text has, and capitals behind small letters, count against it.
func (s *script) score(text string) float64 {
	decoded, err := s.encoding.NewDecoder().String(text)
	if err != nil {
		return 0
	}
	total, halves, before := 0, 0, rune(0)
	_, single := s.encoding.(*charmap.Charmap)
	for _, r := range decoded {
		if s.words && unicode.IsLower(before) && unicode.IsUpper(r) {
			halves -= 2
		}
		before = r
		switch {
		case r < utf8.RuneSelf:
			continue
		case strings.ContainsRune(s.letters, r):
			halves += 2
		case r == utf8.RuneError || r < 0xA0:
			halves -= 4
		case strings.ContainsRune(signsOfAll, r):
			if single {
				continue
			}
			halves += 2
		case s.rest != nil && unicode.Is(s.rest, r):
			halves++
		}
		total++
	}
	return float64(halves) / float64(2*max(total, 1))
}

// sureScore is the score from which on an encoding is not put as a guess.
const sureScore = 0.4
