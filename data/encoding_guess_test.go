package data

import (
	"strings"
	"testing"
)

// TestGuessEncoding encodes headings and names of the trade tables of many offices and
// wants the encoding found from any one line of them, as from all.
func TestGuessEncoding(t *testing.T) {
	for label, lines := range map[string][]string{
		"windows-1252": {
			"Côte d'Ivoire,Curaçao,Saint Barthélemy,Türkiye", "Käse für São Tomé – naïve", "Ausfuhr: Gewicht;Außenhandel;Länder", "Année;Pays;Valeur en milliers d’euros;Unités supplémentaires",
			"País;Exportación;Año;Descripción", "Fluxo;Ano;Mês;Países;Código SH4;Descrição SH4", "März 2023;Österreich;1 000 m³", "£ million", "Føroyar;Åland;Færøerne", "Ísland,Þorskur,Útflutningur,Verð í þúsundum króna",
		},
		"windows-1254": {"Yıl;Ay;Ülke adı;Fasıl adı;İhracat Dolar;İthalat Dolar", "Şubat;Ağustos;Değişim", "Motorlu kara taşıtları, traktörler, bisikletler"},
		"windows-1250": {"Wartość eksportu;Państwo;Miesiąc;Główny kraj", "Země;Vývoz;Dovoz;Období;Česká republika;Zboží;Německo;Měsíc;Hodnota v tisících Kč;září", "Időszak;Ország;Kivitel értéke;Németország;Külkereskedelmi forgalom, ezer forintról;Behozatal, termékfőcsoport"},
		"gb18030":      {"数据年月,贸易伙伴名称,商品编码,人民币", "Live swine wt.＜10kg, ≥50℃", "出口", "巴西;阿根廷;美国;德国;科特迪瓦", "2023年9月进出口商品总值表（人民币）", "改良种用濒危野马", "朝鲜"},
		"big5":         {"進出口別,日期,貨品號列,中文貨名,國家,重量(公噸),價值(美元千元)", "出口,112年01月,積體電路,中國大陸", "日本", "美國;德國;越南;馬來西亞;新加坡"},
		"shift_jis":    {"年月,輸出（百万円）,データ", "品別国別表 (千円)", "輸出入,年,統計品目番号,国名,単位,数量 1月,金額 1月", "アメリカ合衆国;ドイツ;インドネシア", "財務省貿易統計"},
		"euc-jp":       {"年月,輸出（百万円）,データ", "輸出入,年,統計品目番号,国名,単位,数量 1月,金額 1月", "アメリカ合衆国;ドイツ;インドネシア"},
		"euc-kr":       {"기간,품목코드,품목명,국가,수출중량(톤),수출금액(천불),수입중량(톤),수입금액(천불),무역수지(천불)", "총계", "2023.01,1201,대두,미국", "중국;일본;베트남;독일;북한", "신선 또는 냉장한 과실"},
		"windows-1251": {"Период;Направление;Страна;Код товара;Наименование;Стоимость, тыс. долл. США;Вес нетто, тонн", "ИМ;46000 - МОСКОВСКАЯ ОБЛАСТЬ", "Китай;Германия;Беларусь;Казахстан", "Експорт;Імпорт;Країна;Україна"},
		"koi8-r":       {"Период;Направление;Страна;Код товара;Наименование;Стоимость, тыс. долл. США;Вес нетто, тонн", "Китай;Германия;Беларусь;Казахстан"},
		"ibm866":       {"Период;Направление;Страна;Код товара;Наименование;Стоимость, тыс. долл. США;Вес нетто, тонн"},
		"windows-1253": {"Χώρα;Έτος;Μήνας;Αξία εξαγωγών;Αξία εισαγωγών;Προϊόν", "Γερμανία;Ιταλία;Κύπρος"},
		"windows-874":  {"ปี,เดือน,มูลค่าส่งออก (บาท),มูลค่านำเข้า (บาท)", "ประเทศ;จีน;ญี่ปุ่น;สหรัฐอเมริกา"},
	} {
		enc, err := findEncoding(label)
		if err != nil {
			t.Fatal(err)
		}
		if label != "windows-1250" { // which is of languages that do not stand in one table
			lines = append(lines, strings.Join(lines, "\n"))
		}
		for _, line := range lines {
			text, err := enc.NewEncoder().String(line)
			if err != nil {
				t.Fatal(label, line, err)
			}
			if got := guessEncoding(text); got != label {
				t.Errorf("%s in %s is taken for %s, as %s", line, label, got, reading(text, got))
			}
		}
	}
}
