package wording

// chinese is the lexicon of Chinese: the words of the communiqués of customs and
// of the statistical office, with what the house table calls them in English.
func chinese() *signs {
	t, u := &runes{}, &runes{}
	lx := &signs{phrases: t, units: u, calendar: calendar{"年", "月", "日", "季度"}, adds: true}

	move := func(sign int8, say, list string) {
		sense := Up
		if sign < 0 {
			sense = Down
		}
		t.add(lexeme{role: moves_, say: say, kind: Direction, sense: sense, sign: sign}, list)
	}
	move(1, "rose", "上升 上涨 增长 增加 攀升 走高 提高 提升 上扬 增多")
	move(-1, "fell", "下降 下跌 减少 下滑 回落 走低 降低 滑落 缩减 萎缩 负增长")
	t.add(lexeme{role: levels, say: "rose", kind: Direction, sense: Up, sign: 1}, "升至 增至 升到 增加到 增长到 增加至 增长至 上升至 上升到 回升至 扩大到 攀升至 提高到")
	t.add(lexeme{role: levels, say: "fell", kind: Direction, sense: Down, sign: -1}, "降至 减至 跌至 下降至 下降到 减少到 减少至 降到 回落至 降低到 缩减至")
	row := func(kind Kind, sense string, sign int8, say, list string) {
		t.add(lexeme{role: rows, say: say, kind: kind, sense: sense, sign: sign}, list)
	}
	row(Direction, Flat, 0, "little changed", "持平 基本持平 大致持平 大体持平 基本不变 基本稳定 保持稳定 保持平稳 变化不大 变动不大 几乎不变 几乎未变 保持不变 与上月持平 与上年同期持平 与去年同期持平")
	row(Intensity, Strong, 1, "surged", "激增 猛增 飙升 暴涨 剧增 陡增 井喷")
	row(Intensity, Strong, 1, "jumped", "跃升 大增 大涨 跳升")
	row(Intensity, Strong, -1, "plunged", "骤降 暴跌 锐减 骤减 剧减 猛跌 断崖式下跌 断崖式下降")
	row(Intensity, Strong, -1, "tumbled", "大跌 大降 大减 重挫")
	row(Intensity, Weak, 1, "edged up", "微升 微增 微涨 略升 略增")
	row(Intensity, Weak, -1, "edged down", "微降 微跌 微减 略降 略减")
	pace := func(sense, say, list string) {
		t.add(lexeme{role: paces, say: say, kind: Direction, sense: sense}, list)
	}
	pace(Faster, "accelerated", "加快 加速 提速 增速加快 增速上升 增速提高 增幅扩大 涨幅扩大")
	pace(Slower, "slowed", "放缓 减速 趋缓 减慢 增速放缓 增速回落 增速减慢 增幅收窄 增幅回落 涨幅收窄 涨幅回落")
	pace(Faster, "fell faster", "降幅扩大 跌幅扩大 降速加快")
	pace(Slower, "fell more slowly", "降幅收窄 跌幅收窄 降幅缩小 降速放缓")
	pace(Up, "rebounded", "反弹 回升 恢复增长 重拾增长 止跌回升 由降转升 由降转增 由跌转升 由负转正 转降为升 转降为增")
	pace(Down, "turned down", "由升转降 由增转降 由涨转跌 由正转负 转升为降")
	t.add(lexeme{role: sizes, say: "sharply", kind: Intensity, sense: Strong}, "大幅 大幅度 显著 明显 急剧 急速 强劲 大为 快速")
	t.add(lexeme{role: sizes, say: "slightly", kind: Intensity, sense: Weak}, "小幅 小幅度 略 略有 略微 稍 稍有 稍微 轻微 温和")

	t.add(lexeme{role: runs}, "连续 接连")
	t.add(lexeme{role: ordinals_}, "第")
	top := func(sense, say, list string) {
		t.add(lexeme{role: tops, say: say, kind: Superlative, sense: sense}, list)
	}
	top(High, "the highest", "最高 最高值 最高点 最高水平 最高纪录 新高 最多 峰值")
	top(Low, "the lowest", "最低 最低值 最低点 最低水平 新低 最少 谷底")
	top(Record, "a record high", "历史最高 历史新高 创历史新高 创下历史新高 历史最高水平 历史峰值 创纪录 创下纪录 创新高 有记录以来最高 有统计以来最高 有记录以来最高水平 有统计以来最高水平 史上最高")
	top(Low, "a record low", "历史最低 历史新低 创历史新低 创下历史新低 历史最低水平 创新低 有记录以来最低 有统计以来最低 史上最低")
	t.add(lexeme{role: tops, say: "the largest rise", kind: Superlative, sense: Most, sign: 1}, "最大增幅 最大涨幅 最高增速 最快增速")
	t.add(lexeme{role: tops, say: "the largest fall", kind: Superlative, sense: Most, sign: -1}, "最大降幅 最大跌幅")
	t.add(lexeme{role: ranks, say: "the largest", kind: Superlative, sense: Most}, "最大 最大的")
	t.add(lexeme{role: ranks, kind: 0, sense: Rank}, "位 名 大")
	t.add(lexeme{role: ranks, say: "the largest", kind: Superlative, sense: Most}, "居首 居首位 居第一位 排名第一 位居第一 位居首位 首位")
	t.add(lexeme{role: firsts, say: "for the first time", kind: Superlative, sense: First}, "首次 首度")
	t.add(lexeme{role: sinces}, "以来 来 以来的")

	times := func(n int64, say, list string) {
		t.add(lexeme{role: times_, say: say, kind: Multiple, sense: TimesAsMuch, value: whole(n)}, list)
	}
	times(2, "doubled", "翻番 翻一番 翻了一番 翻倍 倍增 增长一倍 增加一倍 增长了一倍 增加了一倍 上升一倍 增一倍 一倍")
	times(4, "quadrupled", "翻两番 翻了两番")
	t.add(lexeme{role: times_, say: "halved", kind: Multiple, sense: TimesAsMuch}, "减半 腰斩 下降一半 减少一半 减少了一半 下降了一半 降至一半")
	share := func(v Value, kind Kind, sense, say, list string) {
		t.add(lexeme{role: shares, say: say, kind: kind, sense: sense, value: v}, list)
	}
	share(Value{Num: 1, Den: 2}, NumberWord, "", "half", "一半 半数")
	share(Value{}, Superlative, Most, "most", "大部分 大多数 多数 过半 过半数 大半")
	share(Value{}, Superlative, Most, "nearly all", "几乎全部 绝大部分 绝大多数 几乎所有")
	share(Value{}, Superlative, Least, "a minority", "少数 小部分")

	t.add(lexeme{role: sides, say: "surplus", kind: Noun, sense: Surplus}, "顺差 贸易顺差")
	t.add(lexeme{role: sides, say: "deficit", kind: Noun, sense: Deficit}, "逆差 贸易逆差")
	t.add(lexeme{role: widths, say: "widened", kind: Direction, sense: Wider}, "扩大 拉大")
	t.add(lexeme{role: widths, say: "narrowed", kind: Direction, sense: Narrower}, "收窄 缩小")
	t.add(lexeme{role: turns}, "转为 转成 变为 变成")
	t.add(lexeme{role: compares, say: "above"}, "高于 超出 多于 大于")
	t.add(lexeme{role: compares, say: "below"}, "低于 少于 小于 仍低于 未及 尚未恢复到")
	t.add(lexeme{role: compares, say: "just above"}, "略高于 稍高于")
	t.add(lexeme{role: compares, say: "just below"}, "略低于 稍低于")

	t.add(lexeme{role: bases, kind: Time, sense: Base, say: "year"}, "同比 比上年同期 较上年同期 与上年同期相比 比去年同期 较去年同期 与去年同期相比 上年同期 去年同期 一年前 较上年同月 比上年同月")
	t.add(lexeme{role: bases, kind: Time, sense: Base, say: "month"}, "环比 比上月 较上月 比上个月 较上个月 与上月相比 比前月 较前月")
	t.add(lexeme{kind: Time, sense: Relative}, "上月 上个月 本月 下月 下个月 今年 去年 明年 上季度 本季度 下季度 近期 近来 近几个月 近几年 今年以来")
	t.add(lexeme{kind: Time, sense: Relative}, "最近")
	t.add(lexeme{role: fills}, "最终 最后 最新 一直 一致 一些 一般 一方面 另一方面 同一 统一 唯一 进一步 一步 一是 二是 三是 四是 五是 其一 其二 其三 首先 其次 再次 两国 两地 两者 三国 三地 一方 双方 万一 一旦 一定 一样 一共 一律 一度 一再 一并 一经 一律 年内 年初 年末 年底")
	t.add(lexeme{role: fills, kind: Noun, sense: Exports}, "出口 出口额 出口总额 出口值")
	t.add(lexeme{role: fills, kind: Noun, sense: Imports}, "进口 进口额 进口总额 进口值")
	t.add(lexeme{role: fills, kind: Noun, sense: TotalTrade}, "贸易 贸易额 贸易总额 进出口 进出口总额 进出口总值 外贸 双边贸易 双边贸易额")
	t.add(lexeme{role: fills, kind: Noun, sense: Balance}, "差额 贸易差额 贸易平衡")
	t.add(lexeme{role: fills, kind: Noun, sense: Share}, "份额 占比 比重 比例")
	t.add(lexeme{role: fills, kind: Noun, sense: Growth}, "增速 增长率 增幅")
	t.add(lexeme{role: fills, kind: Noun, sense: Level}, "水平 总额 总值 金额")
	t.add(lexeme{role: fills, kind: Noun, sense: Quantity}, "数量 重量 出口量 进口量")
	t.add(lexeme{role: fills, kind: Noun, sense: Price}, "价格 单价 均价")
	t.add(lexeme{role: fills}, "了 的 再 又 再度 已 已经 也 还 均 都 继续 持续 仍 仍然 总体 整体 达到 达 创 创下 为 是 占 呈 出现 实现 有 所 自 从 在 至今 月度 单月 全年 同期 由")
	t.add(lexeme{role: to_}, "至 到 原来的 上年同期的 去年同期的 上月的")

	bound := func(r role, b Bound, list string) { t.add(lexeme{role: r, bound: b}, list) }
	bound(before, About, "约 大约 约为 约占 大概 大致")
	bound(before, Nearly, "近 将近 接近 几乎 几近 近乎")
	bound(before, Over, "超过 超 逾 多达")
	bound(before, Under, "不到 不足 低于不 少于不")
	bound(before, AtLeast, "至少 不少于 不低于")
	bound(before, JustOver, "略超 略超过 略多于")
	bound(after, About, "左右 上下 前后")
	bound(after, AtLeast, "以上")
	bound(after, Under, "以下 以内")
	bound(after, Over, "多 有余")

	money := func(code, list string) { u.add(lexeme{say: code, kind: Number}, list) }
	money("US$", "美元 美金")
	money("CNY", "元 元人民币 人民币 人民币元")
	money("€", "欧元")
	money("JPY", "日元")
	money("KRW", "韩元")
	money("£", "英镑")
	money("RUB", "卢布")
	unit := func(name, list string) { u.add(lexeme{say: name}, list) }
	unit(Percent, "% ％ 个百分号")
	unit(Points, "个百分点 百分点")
	unit(BasisPoints, "个基点 基点")
	unit("kg", "公斤 千克 kg")
	unit("tonnes", "吨 公吨 t")
	unit("months", "个月 月")
	unit("quarters", "个季度 季度 季")
	unit("years", "年 周年 个年头")
	unit("days", "天 日 个工作日")
	unit("weeks", "周 星期 个星期")
	unit("times", "倍")
	unit("barrels", "桶")
	return lx
}
