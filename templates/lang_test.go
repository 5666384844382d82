package templates

// testLanguage is a small language of the shape the evaluator hands in.
func testLanguage() Language {
	l := Language{
		Metrics:     map[string]Kind{"prev": SeriesKind, "first_release": SeriesKind},
		Methods:     map[string]Func{"at": {Args: []Kind{PeriodKind}, Result: SeriesKind}, "vs": {Args: []Kind{PeriodKind}, Result: Number}},
		Parts:       map[string]Kind{"base": Number, "low": Number, "high": Number, "status": TextKind},
		PeriodParts: map[string]Kind{"prev": PeriodKind, "next": PeriodKind},
		Functions: map[string]Func{
			"month": {Args: []Kind{PeriodKind}, Result: TextKind}, "verb": {Args: []Kind{Number}, Result: TextKind},
			"abs": {Args: []Kind{Number}, Result: Number}, "max": {Args: []Kind{Number, Number}, More: true, Result: Number},
			"balance": {Args: []Kind{SeriesKind, SeriesKind}, Result: SeriesKind}, "total": {Args: []Kind{SeriesKind, SeriesKind}, More: true, Result: SeriesKind},
			"ordinal": {Args: []Kind{Number}, Result: TextKind}, "ref": {Args: []Kind{TextKind}, Result: TextKind}, "pct": {Args: []Kind{Number}, Result: Number}, "pp": {Args: []Kind{Number}, Result: Number},
			"ratio": {Args: []Kind{Number, Number}, Result: Number}, "top": {Args: []Kind{SeriesKind, TextKind, Number}, Result: ListKind},
		},
		Words: []string{"period"},
	}
	for _, m := range []string{"value", "mom", "yoy", "yoy_abs", "ytd", "ytd_yoy", "ma3", "ma12", "sum12", "share", "rank", "contribution", "streak", "highest_since", "max", "min", "revision"} {
		l.Metrics[m] = Number
	}
	return l
}
